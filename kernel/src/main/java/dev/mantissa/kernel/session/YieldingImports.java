package dev.mantissa.kernel.session;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packages that every cell imports. Those beyond what Java kernels usually import give way to
 * those of a notebook: where both have a class of a name, the notebook's is meant.
 */
final class YieldingImports {
    private static final Pattern PACKAGE = Pattern.compile("import\\s+([\\w.]+)\\.\\*\\s*;");

    private static final String TYPE =
            "(?:class|interface|enum|record|@interface) ([\\w.]+)\\S* in ([\\w.]+)";
    private static final Pattern AMBIGUOUS =
            Pattern.compile("both " + TYPE + " and " + TYPE + " match");

    /** Imported at the start by the IJava and JJava kernels too: their notebooks reckon with it. */
    private static final Set<String> USUAL =
            Set.of(
                    "java.io",
                    "java.math",
                    "java.net",
                    "java.time",
                    "java.util",
                    "java.util.concurrent",
                    "java.util.regex");

    private final Set<String> packages = new HashSet<>();

    void add(String imports) {
        PACKAGE.matcher(imports).results().forEach(m -> packages.add(m.group(1)));
        packages.removeAll(USUAL);
    }

    /** The full names of the classes that are meant by names that the compiler could not decide. */
    Set<String> meant(CellError error) {
        Set<String> names = new LinkedHashSet<>();
        Matcher both = AMBIGUOUS.matcher(String.join("\n", error.lines()));
        both.results().forEach(m -> addMeant(m, names));
        return names;
    }

    private void addMeant(MatchResult both, Set<String> names) {
        boolean first = packages.contains(both.group(2));
        boolean second = packages.contains(both.group(4));
        if (first != second) {
            names.add(both.group(first ? 3 : 1));
        }
    }
}
