package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.F8e4m3;
import dev.mantissa.lib.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures the error of every mode on products of N(0,1) against f64 and prints it beside what is
 * predicted and what the design states. {@code ErrorTable [OUTPUTS]}: Markdown, of products with at
 * least that many elements for each figure, 65,536 unless it is said.
 */
final class ErrorTable {
    private static final int[] TERMS = {256, 512, 1024, 2048, 4096, 8192};

    /** Rows and columns of one product. */
    private static final int SIDE = 128;

    private static final int OUTPUTS = 1 << 16;

    private ErrorTable() {}

    public static void main(String[] arguments) {
        int outputs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : OUTPUTS;
        System.out.println(measured(outputs));
        System.out.println(design(outputs));
        System.out.println(accumulation(4096, false));
        System.out.println(accumulation(4096, true));
    }

    /** Every mode that is no level, one of each family, and the ways of rounding. */
    private static List<Precision> modes() {
        Stream<Precision> catalogue =
                Stream.concat(Precisions.all().stream(), Precisions.examples().stream())
                        .filter(mode -> mode.on(Device.CPU).equals(mode));
        Stream<Precision> more =
                Stream.of(
                                "tf32:sr",
                                "bf16:rz",
                                "bf16:sr",
                                "f8e4m3:rz",
                                "f8e4m3:sr",
                                "f8e4m3@h100",
                                "f8e4m3@h100:p128",
                                "bf16x6@h100",
                                "bf16x6@h100:p128",
                                "tf32x3@h100",
                                "tf32x3@h100:p32",
                                "mxfp8@b200",
                                "mxfp4@b200",
                                "nvfp4@b200")
                        .map(Precisions::of);
        return Stream.concat(catalogue, more).distinct().toList();
    }

    /** Relative error in the Frobenius norm, over products of different matrices. */
    static double error(Precision mode, int terms, int outputs) {
        double difference = 0;
        double whole = 0;
        for (int done = 0, seed = 1; done < outputs; done += SIDE * SIDE, seed += 2) {
            Tensor a = Tensor.randn(seed, SIDE, terms);
            Tensor b = Tensor.randn(seed + 1, terms, SIDE);
            Tensor exact = a.matmulF64(b);
            double error = a.matmul(b, mode).errorAgainst(exact).relativeFrobenius();
            double norm = 0;
            for (int i = 0; i < SIDE; i++) {
                for (int j = 0; j < SIDE; j++) {
                    norm += exact.get(i, j) * exact.get(i, j);
                }
            }
            difference += error * error * norm;
            whole += norm;
        }
        return Math.sqrt(difference / whole);
    }

    private static String measured(int outputs) {
        List<String> head = new ArrayList<>(List.of("mode"));
        for (int terms : TERMS) {
            head.add(String.valueOf(terms));
        }
        StringBuilder table = new StringBuilder(row(head)).append(rule(head.size()));
        for (Precision mode : modes()) {
            List<String> cells = new ArrayList<>(List.of("`" + mode.name() + "`"));
            for (int terms : TERMS) {
                double error = error(mode, terms, outputs);
                double predicted = mode.expectedError(terms);
                cells.add(
                        "%s / %s = %s"
                                .formatted(
                                        figure(error),
                                        figure(predicted),
                                        ratio(error / predicted)));
            }
            table.append(row(cells));
        }
        return table.toString();
    }

    private static String design(int outputs) {
        List<String> head =
                List.of("mode", "terms", "design", "predicted", "measured", "measured / design");
        StringBuilder table = new StringBuilder(row(head)).append(rule(head.size()));
        for (DesignFigure f : DesignFigure.all()) {
            Precision mode = Precisions.of(f.mode());
            double error = error(mode, f.terms(), outputs);
            table.append(
                    row(
                            List.of(
                                    "`" + f.mode() + "`",
                                    String.valueOf(f.terms()),
                                    figure(f.error()),
                                    figure(mode.expectedError(f.terms())),
                                    figure(error),
                                    ratio(error / f.error()))));
        }
        return table.toString();
    }

    /** What sums alone cost: the largest error relative to the mean magnitude, and Frobenius. */
    record Sums(double largest, double frobenius) {}

    /**
     * What sums alone cost fp8, against the exact product of the rounded operands.
     *
     * @param scaled each operand has a scale that makes its largest value 448
     */
    static Sums ofFp8(String mode, int terms, boolean scaled) {
        Tensor left = Tensor.randn(1, SIDE, terms);
        Tensor right = Tensor.randn(2, terms, SIDE);
        Tensor a = (scaled ? scaled(left) : left).round(F8e4m3.FORMAT);
        Tensor b = (scaled ? scaled(right) : right).round(F8e4m3.FORMAT);
        Tensor exact = a.matmulF64(b);
        Tensor product = a.matmul(b, Precisions.of(mode));
        double largest = 0;
        double mean = 0;
        for (int i = 0; i < SIDE; i++) {
            for (int j = 0; j < SIDE; j++) {
                largest = Math.max(largest, Math.abs(product.get(i, j) - exact.get(i, j)));
                mean += Math.abs(exact.get(i, j)) / (SIDE * SIDE);
            }
        }
        return new Sums(largest / mean, product.errorAgainst(exact).relativeFrobenius());
    }

    private static Tensor scaled(Tensor x) {
        float largest = 0;
        for (int i = 0; i < x.shape().length(0); i++) {
            for (int j = 0; j < x.shape().length(1); j++) {
                largest = Math.max(largest, Math.abs((float) x.get(i, j)));
            }
        }
        return x.times(448 / largest);
    }

    private static String accumulation(int terms, boolean scaled) {
        Sums chained = ofFp8("f8e4m3@h100", terms, scaled);
        Sums promoted = ofFp8("f8e4m3@h100:p128", terms, scaled);
        return "fp8 sums on Hopper, %d terms, operands %s, chained / promoted every 128: largest error relative to the mean magnitude %s / %s = %s; Frobenius %s / %s = %s%n"
                .formatted(
                        terms,
                        scaled ? "scaled to 448" : "as they are",
                        figure(chained.largest()),
                        figure(promoted.largest()),
                        ratio(chained.largest() / promoted.largest()),
                        figure(chained.frobenius()),
                        figure(promoted.frobenius()),
                        ratio(chained.frobenius() / promoted.frobenius()));
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String rule(int columns) {
        return "| " + "--- | ".repeat(columns).strip() + "\n";
    }

    private static String figure(double error) {
        return String.format(Locale.ROOT, "%.2e", error).replace("e-0", "e-");
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
