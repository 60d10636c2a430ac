package dev.mantissa.magics.gpu;

import dev.mantissa.lib.gpu.Check;
import dev.mantissa.lib.gpu.Figure;
import dev.mantissa.lib.gpu.Gpu;
import dev.mantissa.lib.gpu.Gpus;
import dev.mantissa.lib.gpu.Operands;
import dev.mantissa.lib.gpu.Rate;
import dev.mantissa.lib.gpu.Support;
import dev.mantissa.lib.precision.OnUnsupported;
import dev.mantissa.magics.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** GPU × number format: what is computed by what, and how fast. */
public final class GpuTables {
    private static final String DENSE =
            "Peaks of dense products in TFLOPS or TOPS, never doubled for sparsity; f16/f32: operands f16, sums f32.";

    private GpuTables() {}

    /** A row for each GPU, a column for each of these formats. */
    public static Table formats(List<FormatColumn> columns, OnUnsupported how) {
        Table.Builder table =
                Table.titled("Which GPU multiplies which format (on=" + how.label() + ")")
                        .left("GPU", "generation", "cc");
        columns.forEach(column -> table.left(column.title()));
        for (Gpu gpu : Gpus.all()) {
            Object[] cells = new Object[3 + columns.size()];
            cells[0] = gpu.name();
            cells[1] = gpu.generation();
            cells[2] = gpu.capability();
            for (int i = 0; i < columns.size(); i++) {
                cells[3 + i] = columns.get(i).cell(gpu, how);
            }
            table.row(cells);
        }
        return table.note(legend()).build();
    }

    /** What the cells of {@link #formats} mean. */
    public static String legend() {
        return "N: on tensor cores. n: by plain instructions. R f32: raised to f32, which is at least as"
                + " accurate and as wide. E: emulated, software on the device computes what the mode"
                + " defines. x: an error. cc: compute capability. w4a4, w1a1: both operands integers of 4 or 1 bit.";
    }

    /** A row for each GPU with its peaks and the numbers of their sources. */
    public static Table peaks() {
        Sources sources = Sources.of(Gpus.all());
        Table.Builder table = Table.titled("Peaks of GPUs").left("GPU").right("GB/s");
        Arrays.stream(Rate.values()).forEach(rate -> table.right(rate.label()));
        table.left("sources");
        for (Gpu gpu : Gpus.all()) {
            Object[] cells = new Object[3 + Rate.values().length];
            cells[0] = gpu.name();
            cells[1] = gpu.memory();
            for (Rate rate : Rate.values()) {
                cells[2 + rate.ordinal()] = gpu.peak(rate).map(Figure::toString).orElse("");
            }
            cells[cells.length - 1] = sources.cited(gpu);
            table.row(cells);
        }
        table.note(DENSE).note(marks());
        sources.lines().forEach(table::note);
        return table.build();
    }

    /** A row for each document that figures are from. */
    public static Table sources() {
        Table.Builder table = Table.titled("Sources").left("no.", "document", "address");
        Sources sources = Sources.of(Gpus.all());
        sources.documents()
                .forEach(d -> table.row(sources.number(d), d.title(), "<" + d.url() + ">"));
        return table.build();
    }

    /** What the marks behind figures mean. */
    public static String marks() {
        return Arrays.stream(Check.values())
                .map(c -> (c.mark().isEmpty() ? "No mark" : c.mark()) + ": " + c.meaning() + ".")
                .collect(Collectors.joining(" "));
    }

    /** One GPU in full. */
    public static Table explanation(Gpu gpu) {
        List<String> cores = gpu.tensorCoreFormats();
        Table.Builder table =
                Table.titled(
                                "%s: %s, compute capability %s, %s GB/s"
                                        .formatted(
                                                gpu.name(),
                                                gpu.generation(),
                                                gpu.capability(),
                                                gpu.memory()))
                        .left("format", "here", "else on=emulate")
                        .left("dense peak", "source");
        for (String name : Operands.hardware()) {
            Operands operands = Operands.find(name).orElseThrow();
            Support support = Support.of(gpu, operands, OnUnsupported.FALLBACK);
            boolean itself = support instanceof Support.Native;
            table.row(
                    name,
                    support.sentence(),
                    itself ? "" : Support.of(gpu, operands, OnUnsupported.EMULATE).sentence(),
                    peaksOf(gpu, name),
                    sourcesOf(gpu, name));
        }
        return table.note(
                        cores.isEmpty()
                                ? "It has no tensor cores."
                                : "Tensor cores: " + String.join(", ", cores) + ".")
                .note("Bandwidth: " + gpu.memory().source().title() + ".")
                .note(DENSE)
                .note(marks())
                .build();
    }

    private static String peaksOf(Gpu gpu, String format) {
        return rates(gpu, format).stream()
                .map(rate -> rate.label() + " " + gpu.peaks().get(rate))
                .collect(Collectors.joining(", "));
    }

    private static String sourcesOf(Gpu gpu, String format) {
        return rates(gpu, format).stream()
                .flatMap(rate -> gpu.peak(rate).stream())
                .map(figure -> figure.source().title())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static List<Rate> rates(Gpu gpu, String format) {
        return gpu.peaks().keySet().stream().filter(r -> r.formats().contains(format)).toList();
    }
}
