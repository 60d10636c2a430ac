package dev.mantissa.kernel.session;

import dev.mantissa.kernel.debug.Debugger;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.tools.ToolProvider;

/**
 * What stop checks cost: the same class file of a product [512,512] · [512,512], f32, with checks
 * and without, each time loaded anew and run from cold as a cell is, in turns.
 */
public final class WeaveBenchmark {
    private static final int SAMPLES = 21;
    private static final String CLASS = "Product";
    private static final String SOURCE =
            """
            public class Product {
                public static void do_it$() {
                    int n = 512;
                    %s
                    for (int i = 0; i < n; i++) {
                        for (int j = 0; j < n; j++) {
                            float sum = 0;
                            for (int k = 0; k < n; k++) {
                                sum += %s;
                            }
                            %s = sum;
                        }
                    }
                    if (%s != 192) throw new AssertionError();
                }
                static float[][] filled(int n, float value) {
                    float[][] rows = new float[n][n];
                    for (float[] row : rows) java.util.Arrays.fill(row, value);
                    return rows;
                }
                static float[] flat(int n, float value) {
                    float[] all = new float[n * n];
                    java.util.Arrays.fill(all, value);
                    return all;
                }
            }
            """;
    private static final String ROWS =
            SOURCE.formatted(
                    "float[][] a = filled(n, 1.5f), b = filled(n, 0.25f), c = filled(n, 0);",
                    "a[i][k] * b[k][j]",
                    "c[i][j]",
                    "c[511][511]");
    private static final String FLAT =
            SOURCE.formatted(
                    "float[] a = flat(n, 1.5f), b = flat(n, 0.25f), c = flat(n, 0);",
                    "a[i * n + k] * b[k * n + j]",
                    "c[i * n + j]",
                    "c[n * n - 1]");

    private WeaveBenchmark() {}

    public static void main(String[] args) throws Exception {
        compare(System.out, "float[][]", ROWS);
        compare(System.out, "float[]", FLAT);
    }

    private static void compare(PrintStream out, String what, String source) throws Exception {
        byte[] file = compiled(source);
        double[] plain = new double[SAMPLES];
        double[] woven = new double[SAMPLES];
        double[] ratios = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            plain[i] = millis(new Plain(file));
            woven[i] = millis(woven(file));
            ratios[i] = woven[i] / plain[i];
        }
        out.printf(
                Locale.ROOT,
                "512^3 over %s, CPU ms: plain %s, with stop checks %s, ratio %s%n",
                what,
                spread(plain),
                spread(woven),
                spread(ratios));
    }

    private static ClassLoader woven(byte[] file) {
        StopSite stopSite = new StopSite();
        DebuggedCells cells =
                new DebuggedCells(
                        new SourceMap(),
                        () -> {
                            throw new UnsupportedOperationException("nobody debugs");
                        },
                        stopSite);
        SnippetLoader loader =
                new SnippetLoader(
                        WeaveBenchmark.class.getClassLoader(),
                        stopSite,
                        new Debugger(Thread.currentThread(), cells));
        loader.add(CLASS, file);
        return loader;
    }

    private static final class Plain extends ClassLoader {
        private final byte[] file;

        Plain(byte[] file) {
            this.file = file;
        }

        @Override
        protected Class<?> findClass(String name) {
            return defineClass(name, file, 0, file.length);
        }
    }

    private static byte[] compiled(String source) throws IOException {
        Path folder = Files.createTempDirectory("weave-");
        Path java = folder.resolve(CLASS + ".java");
        Path file = folder.resolve(CLASS + ".class");
        try {
            Files.writeString(java, source);
            int status =
                    ToolProvider.getSystemJavaCompiler().run(null, null, null, java.toString());
            if (status != 0) {
                throw new IOException("it does not compile");
            }
            return Files.readAllBytes(file);
        } finally {
            for (Path left : List.of(java, file, folder)) {
                Files.deleteIfExists(left);
            }
        }
    }

    /** Processor time of the thread that runs it. */
    private static double millis(ClassLoader loader) throws ReflectiveOperationException {
        Method product = loader.loadClass(CLASS).getMethod("do_it$");
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        product.invoke(null);
        return (threads.getCurrentThreadCpuTime() - start) / 1e6;
    }

    private static String spread(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return String.format(
                Locale.ROOT, "%.3g (%.3g-%.3g)", sorted[n / 2], sorted[n / 4], sorted[n * 3 / 4]);
    }
}
