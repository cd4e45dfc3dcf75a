"""The files that ``anmai models new`` copies; @SLUG@ and @ID@ are filled in."""
