package dev.mantissa.magics.line;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the main method of a source file is called, whichever form it has. */
final class MainMethod {
    private static final Pattern MAIN =
            Pattern.compile(
                    "((?:public\\s+|static\\s+|final\\s+)*)void\\s+main\\s*\\(\\s*(\\)|(?:final\\s+)?String)");
    private static final Pattern TYPE =
            Pattern.compile("\\b(?:class|record|enum|interface)\\s+([A-Za-z_$][\\w$]*)");

    private MainMethod() {}

    /** The Java that calls the first main method of a source, or null if it has none. */
    static @Nullable String call(String source, List<String> arguments) {
        String code = withoutTexts(source);
        Matcher main = MAIN.matcher(code);
        if (!main.find()) {
            return null;
        }
        boolean takesArguments = !main.group(2).equals(")");
        String given =
                takesArguments
                        ? arguments.stream()
                                .map(MainMethod::literal)
                                .collect(Collectors.joining(", ", "new String[] {", "}"))
                        : "";
        String owner = owner(code.substring(0, main.start()));
        String target =
                owner == null
                        ? ""
                        : main.group(1).contains("static") ? owner + "." : "new " + owner + "().";
        return target + "main(" + given + ");";
    }

    /** The outermost type that is still open before the method. */
    private static @Nullable String owner(String before) {
        Matcher type = TYPE.matcher(before);
        while (type.find()) {
            if (isOpen(before.substring(type.end()))) {
                return type.group(1);
            }
        }
        return null;
    }

    /** Whether the body that begins in a text does not end there. */
    private static boolean isOpen(String text) {
        int depth = 0;
        for (char c : text.toCharArray()) {
            if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return false;
            }
        }
        return depth > 0;
    }

    private static String withoutTexts(String source) {
        return source.replaceAll("(?s)\"\"\".*?\"\"\"|/\\*.*?\\*/", " ")
                .replaceAll("\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])*'|//[^\n]*", " ");
    }

    private static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
