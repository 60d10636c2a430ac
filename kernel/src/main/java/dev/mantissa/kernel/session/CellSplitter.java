package dev.mantissa.kernel.session;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a cell into Java and magics. */
final class CellSplitter {
    private static final Pattern LINE_MAGIC = Pattern.compile("\\s*%[A-Za-z_].*");
    private static final Pattern HELP = Pattern.compile("\\s*([A-Za-z_$][\\w.$]*)\\?\\s*");

    /** A magic whose value is assigned. */
    private static final Pattern ASSIGNED =
            Pattern.compile("(.*[\\w\\]]\\s*=\\s*)%([A-Za-z_][\\w-]*)((?:\\s.*)?)");

    private static final Pattern CELL_MAGIC = Pattern.compile("\\s*%%[A-Za-z_].*");

    private final Predicate<String> known;

    /**
     * @param known whether a magic of that name exists; decides where a line could also go on with
     *     the expression above it
     */
    CellSplitter(Predicate<String> known) {
        this.known = known;
    }

    List<CellPart> split(String cell) {
        Matcher help = HELP.matcher(cell);
        if (help.matches()) {
            return List.of(new CellPart.HelpPart(help.group(1), 0));
        }
        String[] lines = cell.split("\n", -1);
        int first = 0;
        while (first < lines.length - 1 && lines[first].isBlank()) {
            first++;
        }
        if (CELL_MAGIC.matcher(lines[first]).matches()) {
            return List.of(cellMagic(lines, first));
        }
        List<CellPart> parts = new ArrayList<>();
        StringBuilder java = new StringBuilder();
        int start = 0;
        for (int i = 0; i < lines.length; i++) {
            if (isMagic(lines[i], java)) {
                addJava(parts, java, start);
                parts.add(
                        new CellPart.MagicPart(
                                MagicLine.parse(lines[i], null), Magic.Kind.LINE, lines[i], i));
                start = i + 1;
            } else {
                java.append(withCalls(lines[i], java));
                if (i < lines.length - 1) {
                    java.append('\n');
                }
            }
        }
        addJava(parts, java, start);
        return parts;
    }

    /** The line with an assigned magic made a call: no operator could stand in its place. */
    private String withCalls(String line, StringBuilder before) {
        Matcher assigned = ASSIGNED.matcher(line);
        if (!assigned.matches() || !known.test(assigned.group(2))) {
            return line;
        }
        JavaTokens tokens = new JavaTokens(before + assigned.group(1));
        if (tokens.open() || !tokens.text(tokens.size() - 1).equals("=")) {
            return line;
        }
        String arguments = assigned.group(3).strip().replaceFirst("\\s*;$", "");
        String literal = arguments.replace("\\", "\\\\").replace("\"", "\\\"");
        return "%slineMagic(\"%s\", \"%s\");"
                .formatted(assigned.group(1), assigned.group(2), literal);
    }

    private static CellPart cellMagic(String[] lines, int first) {
        List<String> body = List.of(lines).subList(first + 1, lines.length);
        String text = String.join("\n", body);
        return new CellPart.MagicPart(
                MagicLine.parse(lines[first], text),
                Magic.Kind.CELL,
                lines[first] + "\n" + text,
                first);
    }

    private static void addJava(List<CellPart> parts, StringBuilder java, int start) {
        if (!java.toString().isBlank()) {
            parts.add(new CellPart.JavaPart(java.toString(), start));
        }
        java.setLength(0);
    }

    private boolean isMagic(String line, StringBuilder before) {
        if (!LINE_MAGIC.matcher(line).matches()) {
            return false;
        }
        JavaTokens tokens = new JavaTokens(before.toString());
        if (tokens.open() || tokens.depth() > 0) {
            return false;
        }
        String last = tokens.text(tokens.size() - 1);
        if (last.isEmpty() || last.equals(";") || last.equals("}")) {
            return true;
        }
        boolean expressionMayEnd =
                !tokens.is(tokens.size() - 1, JavaTokens.Kind.SYMBOL)
                        || last.equals(")")
                        || last.equals("]");
        return expressionMayEnd && known.test(MagicLine.parse(line, null).name());
    }
}
