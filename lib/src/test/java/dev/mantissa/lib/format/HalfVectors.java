package dev.mantissa.lib.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Writes {@code f16.vectors}: operations on f16 with the bits that must come out, from {@link
 * ExactHalf}. Run it from the folder {@code lib}: {@code HalfVectors
 * src/test/resources/dev/mantissa/lib/format/f16.vectors}.
 */
final class HalfVectors {
    private static final Map<String, Integer> OPERANDS =
            Map.of("add", 2, "sub", 2, "mul", 2, "div", 2, "sqrt", 1, "mulAdd", 3);

    /** Zero, the ends of the subnormal and the normal numbers, 1 and beside it, infinity, NaN. */
    private static final int[] SPECIALS = {
        0x0000, 0x8000, 0x0001, 0x83ff, 0x0400, 0x3c00, 0xbc01, 0x3bff, 0x7bff, 0xfbff, 0x7c00,
        0xfc00, 0x7e00
    };

    private static final int NAN = 0x7e00;
    private static final int ORDINARY = 24;
    private static final int TIES = 16;
    private static final int TWICE_ROUNDED = 24;
    private static final int MOST_TRIES = 60_000;

    private final SplittableRandom random = new SplittableRandom(16);

    private HalfVectors() {}

    public static void main(String[] arguments) throws IOException {
        Files.write(Path.of(arguments[0]), lines());
    }

    static List<String> lines() {
        HalfVectors vectors = new HalfVectors();
        List<String> lines = new ArrayList<>();
        lines.add("# Written by HalfVectors: function, rounding, operands, result.");
        new TreeMap<>(OPERANDS).forEach((name, count) -> vectors.add(name, count, lines));
        return lines;
    }

    private void add(String operation, int count, List<String> lines) {
        Set<List<Integer>> cases = new LinkedHashSet<>();
        for (int first : SPECIALS) {
            for (int i = 0; i < (count == 1 ? 1 : SPECIALS.length); i++) {
                // Of three operands, the last goes through the specials too, in another order.
                List<Integer> codes =
                        List.of(first, SPECIALS[i], SPECIALS[(3 * i + first) % SPECIALS.length]);
                cases.add(codes.subList(0, count));
            }
        }
        take(cases, ORDINARY, () -> any(count), codes -> true);
        // No root is half way between two values, and none is subnormal.
        if (count > 1) {
            take(cases, TIES, () -> any(count), codes -> isTie(operation, codes));
            take(cases, ORDINARY, () -> any(count), codes -> isSubnormal(operation, codes));
        }
        if (count == 3) {
            take(cases, TWICE_ROUNDED, this::nearMiddle, HalfVectors::isRoundedTwice);
        }
        for (List<Integer> codes : cases) {
            new TreeMap<>(ArithmeticCase.ROUNDINGS)
                    .forEach((name, rounding) -> lines.add(line(operation, name, rounding, codes)));
        }
    }

    private interface Source {
        List<Integer> next();
    }

    private interface Wanted {
        boolean test(List<Integer> codes);
    }

    private static void take(Set<List<Integer>> cases, int count, Source source, Wanted wanted) {
        int found = 0;
        for (int tries = 0; tries < MOST_TRIES && found < count; tries++) {
            List<Integer> codes = source.next();
            found += wanted.test(codes) && cases.add(codes) ? 1 : 0;
        }
    }

    private List<Integer> any(int count) {
        List<Integer> codes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            codes.add(random.nextInt(1 << 16));
        }
        return codes;
    }

    /** Three operands whose fused sum, in f32, is half way between two f16 values. */
    private List<Integer> nearMiddle() {
        while (true) {
            List<Integer> codes = any(3);
            int bits = Float.floatToRawIntBits(inFloat(values(codes)));
            if ((bits & 0x1fff) == 0x1000) {
                return codes;
            }
        }
    }

    private static float inFloat(double[] x) {
        return Math.fma((float) x[0], (float) x[1], (float) x[2]);
    }

    private static double[] values(List<Integer> codes) {
        return codes.stream().mapToDouble(code -> ArithmeticCase.decode("f16", code)).toArray();
    }

    /** To even and away differ. */
    private static boolean isTie(String operation, List<Integer> codes) {
        double[] x = values(codes);
        float even = ExactHalf.result(operation, Rounding.NEAREST_EVEN, x);
        return even != ExactHalf.result(operation, Rounding.NEAREST_AWAY, x) && !Float.isNaN(even);
    }

    private static boolean isSubnormal(String operation, List<Integer> codes) {
        double[] x = values(codes);
        float result = ExactHalf.result(operation, Rounding.NEAREST_EVEN, x);
        boolean exact = result == ExactHalf.result(operation, Rounding.TOWARD_ZERO, x);
        return Math.abs(result) < 0x1p-14f && result != 0 && (!exact || codes.size() < 3);
    }

    /** Arithmetic in f32 that is rounded to f16 afterwards goes wrong. */
    private static boolean isRoundedTwice(List<Integer> codes) {
        double[] x = values(codes);
        float twice = Float.float16ToFloat(Float.floatToFloat16(inFloat(x)));
        float once = ExactHalf.result("mulAdd", Rounding.NEAREST_EVEN, x);
        return Float.isFinite(once) && twice != once;
    }

    private static String line(
            String operation, String name, Rounding rounding, List<Integer> codes) {
        StringBuilder line = new StringBuilder("f16_" + operation + " " + name);
        codes.forEach(code -> line.append(" %04X".formatted(code)));
        float result = ExactHalf.result(operation, rounding, values(codes));
        // Which NaN comes of an operation depends on how it was compiled.
        int bits = Float.isNaN(result) ? NAN : Float.floatToFloat16(result) & 0xffff;
        return line.append(" %04X".formatted(bits)).toString();
    }
}
