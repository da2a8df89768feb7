"""xieshang: rules as code for people who can't repay an online loan as agreed."""
