package dev.mantissa.kernel.notebook;

import java.util.regex.Pattern;

/** Writes values from a command line as Java. */
final class JavaLiteral {
    private static final Pattern WHOLE = Pattern.compile("[-+]?\\d[\\d_]*");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    private JavaLiteral() {}

    /**
     * A declaration with the value.
     *
     * @param type as declared; {@code var} takes the type that the value looks like; a type that is
     *     not a primitive, a box or String takes the text as a Java expression
     * @throws IllegalArgumentException if the text is not of the type
     */
    static String declaration(String type, String name, String text) {
        String kind = type.equals("var") ? guess(text) : type;
        try {
            return kind + " " + name + " = " + literal(kind, text.strip(), text) + ";";
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "-p %s=%s: '%s' is not of type %s, as which '%s' is declared. Give %s."
                            .formatted(name, text, text, kind, name, example(kind)));
        }
    }

    private static String literal(String kind, String stripped, String text) {
        String digits = stripped.replace("_", "");
        return switch (kind) {
            case "byte", "Byte" -> "(byte) " + Byte.parseByte(digits);
            case "short", "Short" -> "(short) " + Short.parseShort(digits);
            case "int", "Integer" -> String.valueOf(Integer.parseInt(digits));
            case "long", "Long" -> Long.parseLong(digits) + "L";
            case "float", "Float" -> floating(digits, "Float", Float.parseFloat(digits) + "f");
            case "double", "Double" ->
                    floating(digits, "Double", String.valueOf(Double.parseDouble(digits)));
            case "boolean", "Boolean" -> truth(stripped);
            case "char", "Character" -> character(text);
            case "String", "CharSequence", "Object", "java.lang.String" -> '"' + escape(text) + '"';
            default -> expression(text);
        };
    }

    private static String floating(String digits, String box, String literal) {
        if (DECIMAL.matcher(digits).matches()
                && !literal.startsWith("Inf")
                && !literal.startsWith("-Inf")) {
            return literal;
        }
        return switch (digits) {
            case "NaN" -> box + ".NaN";
            case "Infinity", "+Infinity" -> box + ".POSITIVE_INFINITY";
            case "-Infinity" -> box + ".NEGATIVE_INFINITY";
            default -> throw new NumberFormatException(digits);
        };
    }

    private static String truth(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text;
        }
        throw new NumberFormatException(text);
    }

    private static String character(String text) {
        if (text.length() != 1) {
            throw new NumberFormatException(text);
        }
        return text.equals("'") ? "'\\''" : "'" + (text.equals("\"") ? text : escape(text)) + "'";
    }

    private static String expression(String text) {
        if (text.isBlank()) {
            throw new NumberFormatException(text);
        }
        return text.strip();
    }

    private static String example(String kind) {
        return switch (kind) {
            case "byte", "Byte", "short", "Short", "int", "Integer", "long", "Long" ->
                    "a whole number in its range, such as 64";
            case "float", "Float", "double", "Double" -> "a number, such as 0.5 or 1e-3";
            case "boolean", "Boolean" -> "true or false";
            case "char", "Character" -> "one character";
            default -> "a Java expression";
        };
    }

    private static String guess(String text) {
        String word = text.strip();
        if (word.equals("true") || word.equals("false")) {
            return "boolean";
        }
        if (WHOLE.matcher(word).matches()) {
            return numberType(word);
        }
        return DECIMAL.matcher(word).matches() ? "double" : "String";
    }

    /** The type of a number as written in Java; {@code var} if it is none. */
    static String numberType(String literal) {
        String plain = literal.replace("_", "");
        if (WHOLE.matcher(plain).matches()) {
            try {
                Integer.parseInt(plain);
                return "int";
            } catch (NumberFormatException e) {
                return "long";
            }
        }
        char last = plain.charAt(plain.length() - 1);
        String body = plain.substring(0, plain.length() - 1);
        if ((last == 'L' || last == 'l') && WHOLE.matcher(body).matches()) {
            return "long";
        }
        if ((last == 'f' || last == 'F') && DECIMAL.matcher(body).matches()) {
            return "float";
        }
        boolean wide = (last == 'd' || last == 'D') && DECIMAL.matcher(body).matches();
        return wide || DECIMAL.matcher(plain).matches() ? "double" : "var";
    }

    private static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        return out.toString();
    }
}
