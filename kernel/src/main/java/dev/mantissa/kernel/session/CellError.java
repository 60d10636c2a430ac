package dev.mantissa.kernel.session;

import java.util.List;

/**
 * An error as a front end shows it.
 *
 * @param name the exception's real class name, or "CompilationError"
 * @param message one line or more
 * @param lines the text to show: marked source line, message, user frames; plain, no ANSI
 */
public record CellError(String name, String message, List<String> lines) {}
