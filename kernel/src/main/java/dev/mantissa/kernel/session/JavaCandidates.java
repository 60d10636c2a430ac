package dev.mantissa.kernel.session;

import dev.mantissa.kernel.session.Completion.Candidate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.lang.model.SourceVersion;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;

/**
 * What the names are that may complete Java code. Looking one up takes milliseconds, so that only
 * the first of many are described; of the others the name alone tells a kind.
 */
final class JavaCandidates {
    /** Front ends wait a second for an answer, and JupyterLab drops a later one. */
    private static final Duration MOST = Duration.ofMillis(200);

    private final SourceCodeAnalysis analysis;

    /** What stands before the name in the code. */
    private final String before;

    private final long begin = System.nanoTime();

    JavaCandidates(SourceCodeAnalysis analysis, String before) {
        this.analysis = analysis;
        this.before = before;
    }

    Candidate describe(String name) {
        List<Documentation> found =
                SourceVersion.isKeyword(name.strip()) || System.nanoTime() - begin > MOST.toNanos()
                        ? List.of()
                        : analysis.documentation(
                                before + name, before.length() + name.length(), false);
        if (found.isEmpty()) {
            return new Candidate(name, kind(name), "");
        }
        String signature = found.getFirst().signature();
        int colon = signature.lastIndexOf(':');
        if (colon >= 0) {
            return new Candidate(name, field(), unqualified(signature.substring(colon + 1)));
        }
        String more = found.size() == 1 ? "" : " (+%d more)".formatted(found.size() - 1);
        return new Candidate(name, kind(name), signature + more);
    }

    private String field() {
        return before.endsWith(".") ? "field" : "variable";
    }

    private static String unqualified(String type) {
        return type.replaceAll("\\bjava\\.(?:lang|util)\\.(?=\\p{Lu})", "");
    }

    private String kind(String name) {
        if (name.endsWith("(") || name.endsWith(")")) {
            return "method";
        }
        if (SourceVersion.isKeyword(name.strip())) {
            return "keyword";
        }
        boolean constant = before.endsWith(".") && name.equals(name.toUpperCase(Locale.ROOT));
        return !name.isEmpty() && Character.isUpperCase(name.charAt(0)) && !constant
                ? "class"
                : field();
    }
}
