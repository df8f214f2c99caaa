//! The playbook on paper.
