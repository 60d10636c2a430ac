package dev.mantissa.kernel.debug;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The type of a local variable in the words of source code. */
final class SourceType {
    private static final Pattern VARIABLE = Pattern.compile("(?<![\\w/$])T[\\w$]+;");
    private static final Pattern WRAPPER = Pattern.compile("(REPL\\.\\$JShell\\$\\d+[A-Z]*)\\$");

    /** A class in a method, or one without a name. */
    private static final Pattern INNER = Pattern.compile("\\$\\d");

    private final String signature;
    private int at;

    SourceType(LocalType local) {
        // What a type variable stands for is known to its method alone.
        boolean generic = VARIABLE.matcher(local.signature()).find();
        signature = generic ? local.descriptor() : local.signature();
    }

    /** The type with full names, such as {@code java.util.List<REPL.$JShell$3.Point>}. */
    String text() {
        at = 0;
        return type();
    }

    /** Whether source code can name it. */
    boolean isDenotable() {
        return !INNER.matcher(WRAPPER.matcher(signature.replace('/', '.')).replaceAll("")).find();
    }

    private String type() {
        char kind = signature.charAt(at++);
        return switch (kind) {
            case 'Z' -> "boolean";
            case 'B' -> "byte";
            case 'C' -> "char";
            case 'S' -> "short";
            case 'I' -> "int";
            case 'J' -> "long";
            case 'F' -> "float";
            case 'D' -> "double";
            case '[' -> type() + "[]";
            default -> ofClass();
        };
    }

    private String ofClass() {
        StringBuilder name = new StringBuilder();
        char next = signature.charAt(at++);
        while (next != ';') {
            if (next == '<') {
                name.append(arguments());
            } else {
                name.append(next == '/' ? '.' : next);
            }
            next = signature.charAt(at++);
        }
        // The classes of cells lie in one that was made around them; those of libraries have names
        // in which a dollar stands for a dot, as far as anybody can tell.
        return WRAPPER.matcher(name)
                .replaceFirst(m -> Matcher.quoteReplacement(m.group(1) + "."))
                .replaceAll("(?<=[\\w])\\$(?=[A-Z])", ".");
    }

    private String arguments() {
        StringBuilder all = new StringBuilder("<");
        while (signature.charAt(at) != '>') {
            if (all.length() > 1) {
                all.append(", ");
            }
            switch (signature.charAt(at)) {
                case '*' -> {
                    at++;
                    all.append('?');
                }
                case '+' -> {
                    at++;
                    all.append("? extends ").append(type());
                }
                case '-' -> {
                    at++;
                    all.append("? super ").append(type());
                }
                default -> all.append(type());
            }
        }
        at++;
        return all.append('>').toString();
    }
}
