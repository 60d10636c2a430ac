package dev.mantissa.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the tests need of a page in Markdown. */
final class Markdown {
    private static final Pattern LINK =
            Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)|src=\"([^\"]+)\"");

    private Markdown() {}

    /**
     * A fenced block.
     *
     * @param section the heading of the second level that it stands under, "" before the first
     * @param info what stands after the opening fence: "java file=A.java"
     */
    record Fence(String section, String info, String text, int line) {
        String language() {
            return info.split(" ", 2)[0];
        }

        /** The value of {@code key=value} in the info string, or "". */
        String attribute(String key) {
            return Stream.of(info.split(" "))
                    .filter(w -> w.startsWith(key + "="))
                    .map(w -> w.substring(key.length() + 1))
                    .findFirst()
                    .orElse("");
        }
    }

    static List<Fence> fences(String page) {
        List<Fence> fences = new ArrayList<>();
        String section = "";
        List<String> lines = page.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("## ")) {
                section = line.substring(3).strip();
            }
            if (line.startsWith("```")) {
                int end = i + 1;
                while (!lines.get(end).startsWith("```")) {
                    end++;
                }
                String text = String.join("\n", lines.subList(i + 1, end));
                fences.add(new Fence(section, line.substring(3).strip(), text, i + 1));
                i = end;
            }
        }
        return fences;
    }

    /** Where the page leads within the project: files and pictures, no addresses. */
    static List<String> links(String page) {
        return LINK.matcher(page.replaceAll("(?s)```.*?```", "").replaceAll("`[^`\n]*`", ""))
                .results()
                .map(m -> m.group(1) == null ? m.group(2) : m.group(1))
                .filter(l -> !l.contains("://") && !l.startsWith("mailto:"))
                .toList();
    }
}
