package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.precision.Device;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.precision.Resolution;
import dev.mantissa.lib.tensor.Tensor;
import dev.mantissa.magics.chart.Charts;
import dev.mantissa.magics.chart.ParetoChart;
import dev.mantissa.magics.table.Figures;
import dev.mantissa.magics.table.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code %precision sweep [N] [MODE …]}: every mode computes one product, and what is predicted
 * stands beside what is measured.
 */
final class PrecisionSweep {
    private static final int USUAL_SIZE = 256;
    private static final int LARGEST = 4096;
    private static final int RUNS = 3;
    private static final long WARM_UP_NANOS = 3_000_000_000L;

    private final int size;
    private final List<Precision> modes;

    private PrecisionSweep(int size, List<Precision> modes) {
        this.size = size;
        this.modes = modes;
    }

    /**
     * Measures and shows.
     *
     * @throws IllegalArgumentException if a word is neither a size nor a mode; nothing is run then
     */
    static void show(MagicLine line, MagicContext context) throws Exception {
        int size = USUAL_SIZE;
        List<Precision> modes = new ArrayList<>();
        for (String word : line.words().subList(1, line.words().size())) {
            if (word.matches("-?\\d+")) {
                size = word.length() < 10 ? Integer.parseInt(word) : Integer.MAX_VALUE;
            } else {
                modes.add(mode(line, word));
            }
        }
        if (size < 1 || size > LARGEST) {
            throw Mistake.usage(
                    Say.typed(line),
                    "the size is out of range: allowed is 1 to %d.".formatted(LARGEST),
                    "%precision sweep " + USUAL_SIZE);
        }
        new PrecisionSweep(size, modes.isEmpty() ? distinct() : modes).run(context);
    }

    private static Precision mode(MagicLine line, String word) {
        try {
            return Precisions.find(word).orElseThrow(() -> unknown(line, word));
        } catch (UsageException e) {
            throw Mistake.in(Say.typed(line), e);
        }
    }

    private static IllegalArgumentException unknown(MagicLine line, String word) {
        return Mistake.unknown(
                Say.typed(line),
                "precision",
                word,
                Precisions.all().stream().map(Precision::name).toList(),
                "A size or modes may follow; %precision list explains each.");
    }

    /** Levels come to one of the others. */
    private static List<Precision> distinct() {
        return Precisions.all().stream().filter(m -> m.on(Device.CPU).equals(m)).toList();
    }

    private void run(MagicContext context) throws Exception {
        Tensor a = Tensor.randn(1, size, size);
        Tensor b = Tensor.randn(2, size, size);
        Tensor exact = a.matmulF64(b);
        Table.Builder table =
                Table.titled(
                                "Product %d × %d × %d of N(0,1), on this cpu"
                                        .formatted(size, size, size))
                        .left("mode", "operands", "sums", "how")
                        .right("predicted error", "measured error", "ms", "GFLOP/s");
        ParetoChart chart =
                Charts.pareto("Error and speed of every mode, on this cpu")
                        .x("relative error")
                        .y("GFLOP/s")
                        .logY();
        warmUp(a, b);
        for (Precision mode : modes) {
            Resolution resolution = Resolution.of(mode, Device.CPU);
            double error = a.matmul(b, mode).errorAgainst(exact).relativeFrobenius();
            Timing time = Timing.measure(() -> a.matmul(b, mode), 0, RUNS);
            double speed = 2.0 * size * size * size / time.medianNanos();
            table.row(
                    mode.name(),
                    resolution.resolved().operands(),
                    resolution.resolved().accumulation(),
                    resolution.how(),
                    Figures.error(resolution.resolved().expectedError(size)),
                    Figures.error(error),
                    "%.2f".formatted(time.medianNanos() / 1e6),
                    "%.1f".formatted(speed));
            chart.point(mode.name(), error, speed);
        }
        Say.show(
                context,
                table.note(
                                "Relative to f64, in the Frobenius norm. Modes that are emulated cost time"
                                        + " here; hardware that has them is another matter: %gpu matrix.")
                        .build());
        context.output().display(chart.toBundle(), null);
    }

    /**
     * All modes in turn, again and again: the first ones would else be timed while the compiler is
     * still at work on what they share with the others.
     */
    private void warmUp(Tensor a, Tensor b) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < WARM_UP_NANOS) {
            for (Precision mode : modes) {
                a.matmul(b, mode);
            }
        }
    }
}
