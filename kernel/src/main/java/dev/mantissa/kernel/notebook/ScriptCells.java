package dev.mantissa.kernel.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A jshell script as cells: it is cut at blank lines that stand outside of brackets, texts and
 * comments, and after lines that are snippets without a semicolon, unless the next line goes on
 * with the statement before. {@code /exit} ends it and {@code /open} becomes {@code %load}.
 */
final class ScriptCells {
    private static final Pattern CONTINUES =
            Pattern.compile("\\s*(else\\b|catch\\b|finally\\b|[.)}{\\]?:&|+*=]).*");
    private static final Pattern COMMAND = Pattern.compile("/(!|-?\\d+|[a-z]\\w*)(\\s.*)?");

    private ScriptCells() {}

    static List<NotebookCell> read(String text) {
        List<NotebookCell> cells = new ArrayList<>();
        for (String block : blocks(withoutCommands(text))) {
            for (String snippet : ScriptLines.of(block)) {
                String id = "cell-" + (cells.size() + 1);
                cells.add(NotebookCell.of(id, NotebookCell.Type.CODE, snippet));
            }
        }
        return cells;
    }

    private static String withoutCommands(String text) {
        StringBuilder out = new StringBuilder();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            Matcher m = COMMAND.matcher(line);
            if (number == 1 && line.startsWith("#!")) {
                continue;
            } else if (!m.matches()) {
                out.append(line).append('\n');
            } else if (m.group(1).equals("exit") || m.group(1).equals("ex")) {
                break;
            } else if (m.group(1).equals("open")) {
                out.append("%load").append(m.group(2)).append('\n');
            } else {
                throw new IllegalArgumentException(
                        "line %d: the jshell command '/%s' is not known here. Known: /exit and /open; for all else there are magics, see %%lsmagic."
                                .formatted(number, m.group(1)));
            }
        }
        return out.toString();
    }

    private static List<String> blocks(String text) {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        int depth = 0;
        for (JavaTokens.Token token : JavaTokens.of(text)) {
            if (token.kind() != JavaTokens.Kind.OTHER) {
                block.append(token.text());
                continue;
            }
            Matcher gap = Pattern.compile("\\n[ \\t]*\\n").matcher(token.text());
            int from = 0;
            while (gap.find(from)) {
                depth += depthOf(token.text().substring(from, gap.start()));
                block.append(token.text(), from, gap.start());
                from = gap.end() - 1;
                if (depth <= 0) {
                    cut(blocks, block);
                    depth = 0;
                } else {
                    block.append(token.text(), gap.start(), from);
                }
            }
            depth += depthOf(token.text().substring(from));
            block.append(token.text(), from, token.text().length());
        }
        cut(blocks, block);
        return blocks;
    }

    /** Ends the block; one that goes on with the statement before is joined to it. */
    private static void cut(List<String> blocks, StringBuilder block) {
        String code = block.toString().replaceFirst("\\A\\s*\\n", "").stripTrailing();
        block.setLength(0);
        if (code.isEmpty()) {
            return;
        }
        if (!blocks.isEmpty() && continues(code.lines().findFirst().orElse(""))) {
            blocks.add(blocks.removeLast() + "\n\n" + code);
        } else {
            blocks.add(code);
        }
    }

    /** Whether a line goes on with the statement before it. */
    static boolean continues(String line) {
        return CONTINUES.matcher(line).matches();
    }

    private static int depthOf(String text) {
        return text.chars().map(c -> JavaTokens.depthChange((char) c)).sum();
    }
}
