package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.Source;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/** What the hook costs per product, beside plain ND4J, interleaved: medians in microseconds. */
final class HookBench {
    private HookBench() {}

    public static void main(String[] arguments) {
        OpExecutioner ours = Nd4j.getExecutioner();
        OpExecutioner plain = new NativeOpExecutioner();
        for (int n : new int[] {16, 64, 256, 1024}) {
            INDArray a = Under.normal(1, n, n);
            INDArray b = Under.normal(2, n, n);
            INDArray c = Nd4j.create(DataType.FLOAT, new long[] {n, n}, 'f');
            Map<String, Runnable> cases = new LinkedHashMap<>();
            cases.put("plain", () -> plain.exec(new Mmul(a, b, c, null)));
            for (String name : new String[] {"highest", "high", "medium"}) {
                Precision mode = Precisions.of(name);
                cases.put(name, () -> Under.under(mode, () -> ours.exec(new Mmul(a, b, c, null))));
            }
            Numerics vector =
                    new Numerics(Precisions.of("high"), Source.SCOPE).withEngine("vector");
            cases.put(
                    "high, engine vector",
                    () -> vector.run(() -> ours.exec(new Mmul(a, b, c, null))));
            report(n, cases, n > 512 ? 15 : n > 100 ? 300 : 3000);
        }
    }

    private static void report(int n, Map<String, Runnable> cases, int rounds) {
        Map<String, double[]> times = new LinkedHashMap<>();
        cases.keySet().forEach(name -> times.put(name, new double[rounds]));
        for (int round = -rounds / 2; round < rounds; round++) {
            int at = round;
            cases.forEach((name, work) -> {
                long start = System.nanoTime();
                work.run();
                if (at >= 0) {
                    times.get(name)[at] = (System.nanoTime() - start) / 1e3;
                }
            });
        }
        StringBuilder line = new StringBuilder("%d x %d:".formatted(n, n));
        times.forEach((name, values) -> {
            Arrays.sort(values);
            line.append(" %s %.1f".formatted(name, values[values.length / 2]));
        });
        System.out.println(line);
    }
}
