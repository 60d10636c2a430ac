package dev.mantissa.magics.bench;

import dev.mantissa.kernel.display.Grid;
import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.display.VisibleText;
import dev.mantissa.lib.bench.BenchResult;
import dev.mantissa.lib.bench.CaseResult;
import dev.mantissa.lib.bench.Comparison;
import dev.mantissa.lib.bench.Verdict;
import dev.mantissa.magics.table.Figures;
import dev.mantissa.magics.table.Grids;
import dev.mantissa.magics.table.Significant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a result is shown: a table, what is to be said about it, and the record for programs. */
public final class BenchReport {
    private static final String NOTHING_SHOWN = "no difference shown";

    private BenchReport() {}

    /** Text, HTML and {@value BenchResult#MIME}. */
    public static MimeBundle bundle(BenchResult result) {
        Grid grid = grid(result);
        List<String> remarks = remarks(result);
        StringBuilder html = new StringBuilder("<p><b>");
        html.append(VisibleText.html(VisibleText.of(result.title()))).append("</b></p>");
        html.append("<div style=\"overflow-x:auto;font-size:.9em\">");
        html.append(unbroken(grid).html().replace("<table", "<table style=\"font-size:12px\""));
        html.append("</div>");
        for (String remark : remarks) {
            html.append("<p style=\"font-size:.9em\">").append(VisibleText.html(remark));
            html.append("</p>");
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(BenchResult.MIME, result.tree());
        data.put(MimeBundle.HTML, html.toString());
        data.put(
                MimeBundle.TEXT,
                VisibleText.of(result.title())
                        + "\n"
                        + grid.text()
                        + "\n"
                        + String.join("\n", remarks));
        return new MimeBundle(data, Map.of());
    }

    /** One row for each case; columns of which nothing is known are left out. */
    static Grid grid(BenchResult result) {
        boolean groups = result.cases().stream().map(CaseResult::group).distinct().count() > 1;
        boolean sized = result.cases().stream().allMatch(c -> c.group().startsWith("n = "));
        boolean flops = result.cases().stream().anyMatch(c -> !Double.isNaN(c.flops()));
        boolean errors = result.cases().stream().anyMatch(c -> c.accuracy() != null);
        boolean expected = result.cases().stream().anyMatch(c -> !Double.isNaN(c.expectedError()));
        boolean ratios = result.cases().stream().anyMatch(c -> c.against() != null);
        String speed =
                result.cases().isEmpty()
                        ? ""
                        : "speed (%s = 1)".formatted(result.cases().getFirst().name());
        List<String> headers = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (CaseResult c : result.cases()) {
            Map<String, String> row = new LinkedHashMap<>();
            put(row, groups, sized ? "n" : "group", sized ? c.group().substring(4) : c.group());
            row.put("case", c.name());
            row.put("time (95 %)", time(c));
            put(row, flops, "GFLOP/s", Significant.of(c.gflops(), 3));
            put(row, !flops, "per second", Significant.of(c.perSecond(), 3));
            put(row, errors, "error", Significant.of(c.error(), 3));
            put(row, expected, "predicted", Significant.of(c.expectedError(), 3));
            put(row, ratios, speed, ratio(c));
            row.put("verdict", c.verdict().toString());
            headers = List.copyOf(row.keySet());
            rows.add(List.copyOf(row.values()));
        }
        return Grids.of(headers, rows);
    }

    /** The same with cells that keep to one line, whose words a page may break only in remarks. */
    private static Grid unbroken(Grid grid) {
        List<List<String>> rows =
                grid.rows().stream()
                        .map(row -> row.stream().map(BenchReport::unbroken).toList())
                        .toList();
        return new Grid(grid.headers(), rows, grid.numeric(), grid.total());
    }

    private static String unbroken(String cell) {
        return cell.startsWith(NOTHING_SHOWN)
                ? cell
                : cell.replace(' ', '\u00a0').replace("–", "\u2060–\u2060");
    }

    private static void put(Map<String, String> row, boolean wanted, String name, String value) {
        if (wanted) {
            row.put(name, value);
        }
    }

    /** "31.7 µs (31.4–32.2)": a unit is said again only where it differs from the median's. */
    private static String time(CaseResult c) {
        String median = Figures.time(c.medianNanos());
        if (Double.isNaN(c.interval().low())) {
            return median;
        }
        String unit = median.substring(median.indexOf(' '));
        String low = Figures.time(c.interval().low()).replace(unit, "");
        String high = Figures.time(c.interval().high()).replace(unit, "");
        return median + " (" + low + "–" + high + ")";
    }

    private static String ratio(CaseResult measured) {
        Comparison c = measured.against();
        boolean few = measured.verdict() == Verdict.TOO_FEW;
        if (c == null || few || Double.isNaN(c.ratio())) {
            return "–";
        }
        String range =
                Significant.of(c.interval().low(), 3)
                        + "–"
                        + Significant.of(c.interval().high(), 3);
        return c.shown()
                ? "%s× (%s)".formatted(Significant.of(c.ratio(), 3), range)
                : NOTHING_SHOWN + " (" + range + ")";
    }

    private static List<String> remarks(BenchResult result) {
        List<String> out = new ArrayList<>();
        Set<String> references = new LinkedHashSet<>();
        Map<String, List<String>> notes = new LinkedHashMap<>();
        for (CaseResult c : result.cases()) {
            if (c.accuracy() != null) {
                references.add(c.accuracy().reference());
            }
            if (!c.note().isEmpty()) {
                String where = (c.group() + " " + c.name()).strip();
                notes.computeIfAbsent(c.verdict() + ": " + c.note(), n -> new ArrayList<>())
                        .add(where);
            }
        }
        notes.forEach((note, where) -> out.add(note + " [" + String.join("; ", where) + "]"));
        String errors =
                references.isEmpty()
                        ? ""
                        : " Error: relative, Frobenius norm, against "
                                + String.join(" / ", references)
                                + ".";
        out.addFirst("Time: median and its 95 % interval." + errors);
        if (sameError(result)) {
            out.add("Every mode gave the same result: nothing in it depends on the precision.");
        }
        out.add(
                "%s · %s · load %s · budget %s, took %s"
                        .formatted(
                                result.machine().line(),
                                result.machine().collector(),
                                Significant.of(result.activity().loadBefore(), 2),
                                Figures.time(result.protocol().budget().toNanos()),
                                Figures.time(result.elapsedNanos())));
        return out;
    }

    private static boolean sameError(BenchResult result) {
        boolean all = result.cases().stream().allMatch(c -> c.accuracy() != null);
        return all
                && result.cases().size() > 1
                && result.cases().stream().mapToDouble(CaseResult::error).distinct().count() == 1;
    }
}
