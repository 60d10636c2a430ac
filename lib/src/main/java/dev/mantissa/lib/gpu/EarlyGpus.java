package dev.mantissa.lib.gpu;

import static dev.mantissa.lib.gpu.Rate.F16_SUM16;
import static dev.mantissa.lib.gpu.Rate.F16_SUM32;
import static dev.mantissa.lib.gpu.Rate.F32;
import static dev.mantissa.lib.gpu.Rate.F64;
import static dev.mantissa.lib.gpu.Rate.INT8;

import java.util.List;

/** Maxwell, Pascal and Volta. */
final class EarlyGpus {
    static final List<Gpu> ALL =
            List.of(
                    Gpu.of(
                                    "GTX 980",
                                    Generation.MAXWELL,
                                    "5.2",
                                    TensorCores.NONE,
                                    224,
                                    Document.GTX_980)
                            .dense(Document.GTX_980, F32.at(4.6)),
                    Gpu.of("P100", Generation.PASCAL, "6.0", TensorCores.NONE, 720, Document.AMPERE)
                            .alias("P100 SXM2", "P100-SXM2-16GB")
                            .dense(Document.AMPERE, F64.at(5.3), F32.at(10.6), F16_SUM16.at(21.2)),
                    Gpu.of(
                                    "GTX 1080 Ti",
                                    Generation.PASCAL,
                                    "6.1",
                                    TensorCores.NONE,
                                    484,
                                    Document.TURING)
                            .dense(Document.TURING, F32.at(11.3))
                            .dense(Document.THROUGHPUT, F16_SUM16.at(0.18))
                            .dense(Document.DP4A, INT8.at(45.2)),
                    Gpu.of("V100", Generation.VOLTA, "7.0", TensorCores.VOLTA, 900, Document.AMPERE)
                            .alias("V100 SXM2", "V100-SXM2-16GB", "V100-SXM2-32GB")
                            .dense(
                                    Document.AMPERE,
                                    F64.at(7.8),
                                    F32.at(15.7),
                                    F16_SUM16.at(125),
                                    F16_SUM32.at(125))
                            .dense(Document.DP4A, INT8.at(62.8)));

    private EarlyGpus() {}
}
