"""Tests of pictures, made in memory byte by byte."""
