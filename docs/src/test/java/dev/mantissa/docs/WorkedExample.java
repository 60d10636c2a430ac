package dev.mantissa.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One section of CONTRIBUTING.md: new files, changes to files that are there, and a trial. */
record WorkedExample(
        String title, List<Markdown.Fence> created, List<Markdown.Fence> changed, String trial) {

    static List<WorkedExample> all() {
        List<Markdown.Fence> fences =
                Markdown.fences(Tree.read(Tree.root().resolve("CONTRIBUTING.md")));
        return fences.stream()
                .map(Markdown.Fence::section)
                .distinct()
                .map(section -> of(section, fences))
                .toList();
    }

    private static WorkedExample of(String section, List<Markdown.Fence> all) {
        List<Markdown.Fence> here = all.stream().filter(f -> f.section().equals(section)).toList();
        return new WorkedExample(
                section,
                here.stream().filter(f -> f.language().equals("java")).toList(),
                here.stream().filter(f -> f.language().equals("diff")).toList(),
                here.stream()
                        .filter(f -> f.info().equals("jsh try"))
                        .map(Markdown.Fence::text)
                        .findFirst()
                        .orElse(""));
    }

    /** Paths of all files that it creates or changes. */
    List<String> touched() {
        List<Markdown.Fence> both = new ArrayList<>(created);
        both.addAll(changed);
        return both.stream().map(f -> f.attribute("file")).distinct().toList();
    }

    /**
     * A file with the added lines put after the lines named before them.
     *
     * @throws AssertionError if a named line is not there exactly once
     */
    static String apply(String file, String diff) {
        List<String> lines = new ArrayList<>(file.lines().toList());
        int at = -1;
        for (String step : diff.lines().toList()) {
            if (step.startsWith("+")) {
                lines.add(++at, step.substring(1));
            } else {
                at = only(lines, step.strip());
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static int only(List<String> lines, String wanted) {
        int[] found =
                IntStream.range(0, lines.size())
                        .filter(i -> lines.get(i).strip().equals(wanted))
                        .toArray();
        if (found.length != 1) {
            throw new AssertionError(
                    "CONTRIBUTING.md names the line '%s', which stands in the file %d times"
                            .formatted(wanted, found.length));
        }
        return found[0];
    }
}
