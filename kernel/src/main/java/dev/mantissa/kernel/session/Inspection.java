package dev.mantissa.kernel.session;

/** What is known about the thing under the cursor. */
public record Inspection(String signature, String documentation) {}
