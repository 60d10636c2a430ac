package dev.mantissa.kernel.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import jdk.jshell.Diag;

/** What javac says of a piece, as a person wants to read it. */
final class CompilationErrors {
    static final String NAME = "CompilationError";
    private static final int SHOWN = 5;

    /** Characters shown of a marked line. */
    private static final int WIDTH = 160;

    private static final Pattern WRAPPER = Pattern.compile("REPL\\.|\\$JShell\\$\\d+[A-Z]*\\.?");

    private CompilationErrors() {}

    /**
     * An error that {@code diagnostics} and {@code unresolved} names describe.
     *
     * @param importable the full names of classes that have a simple name
     */
    static CellError of(
            Piece piece,
            List<Diag> diagnostics,
            List<String> unresolved,
            Function<String, List<String>> importable) {
        List<Diag> errors = diagnostics.stream().filter(Diag::isError).toList();
        List<String> lines = new ArrayList<>();
        String summary = "";
        for (Diag diag : errors.subList(0, Math.min(SHOWN, errors.size()))) {
            String message = clean(diag.getMessage(Locale.ENGLISH));
            if (summary.isEmpty()) {
                summary = message;
            } else {
                lines.add("");
            }
            show(piece, diag, message, lines, importable);
        }
        if (errors.size() > SHOWN) {
            lines.add("… and " + (errors.size() - SHOWN) + " more errors");
        }
        if (errors.isEmpty()) {
            summary = "these names are not declared: " + String.join(", ", unresolved);
            marked(piece.spot(0), piece.spot(0), summary, 1, lines);
        }
        return new CellError(NAME, summary.lines().findFirst().orElse(""), lines);
    }

    /** An error found without javac. */
    static CellError at(JavaText.Spot spot, String message) {
        List<String> lines = new ArrayList<>();
        marked(spot, spot, message, 1, lines);
        return new CellError(NAME, message, lines);
    }

    private static void show(
            Piece piece,
            Diag diag,
            String message,
            List<String> lines,
            Function<String, List<String>> importable) {
        int position = (int) Math.max(0, diag.getPosition());
        int start = (int) Math.max(0, diag.getStartPosition());
        JavaText.Spot spot = piece.spot(position);
        JavaText.Spot from = piece.spot(start);
        int width = (int) Math.max(1, diag.getEndPosition() - start);
        marked(spot, from, message, width, lines);
        Optional<String> hint = Hints.forCompilation(diag.getCode(), message, importable);
        hint.ifPresent(text -> lines.add("Hint: " + text));
    }

    private static void marked(
            JavaText.Spot spot, JavaText.Spot from, String message, int width, List<String> lines) {
        String[] parts = message.split("\n");
        JavaText.Spot mark = from.line() == spot.line() ? from : spot;
        int cut = mark.column() > WIDTH ? mark.column() - WIDTH / 2 : 0;
        String rest = mark.text().replace('\t', ' ').substring(cut);
        String text = rest.length() > WIDTH ? rest.substring(0, WIDTH) + "…" : rest;
        int column = mark.column() - cut;
        lines.add(NAME + " in " + mark.label() + ": " + parts[0]);
        lines.add("    " + text);
        int length = Math.clamp(text.length() - column, 1, Math.max(1, width));
        lines.add("    " + " ".repeat(column) + "^".repeat(length));
        for (int i = 1; i < parts.length; i++) {
            lines.add(parts[i]);
        }
    }

    private static String clean(String message) {
        String[] lines = WRAPPER.matcher(message).replaceAll("").split("\n");
        List<String> kept = new ArrayList<>();
        for (String line : lines) {
            String bare = line.strip();
            boolean empty = bare.matches("location:\\s*(class|interface)?\\s*");
            if (!empty && !bare.isEmpty()) {
                kept.add(line.stripTrailing());
            }
        }
        return String.join("\n", kept);
    }
}
