"""What would happen if a rule were slightly different: which of that do the cases notice?"""
