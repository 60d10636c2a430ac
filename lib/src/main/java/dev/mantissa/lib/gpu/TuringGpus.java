package dev.mantissa.lib.gpu;

import static dev.mantissa.lib.gpu.Rate.F16_SUM16;
import static dev.mantissa.lib.gpu.Rate.F16_SUM32;
import static dev.mantissa.lib.gpu.Rate.F32;
import static dev.mantissa.lib.gpu.Rate.INT4;
import static dev.mantissa.lib.gpu.Rate.INT8;

import java.util.List;

/**
 * Turing. All are of compute capability 7.5; the GTX 16 series has no tensor cores all the same.
 */
final class TuringGpus {
    static final List<Gpu> ALL =
            List.of(
                    Gpu.of(
                                    "GTX 1660 Ti",
                                    Generation.TURING,
                                    "7.5",
                                    TensorCores.NONE,
                                    288,
                                    Document.GTX_1660_MEMORY)
                            .dense(Document.GTX_1660, F32.at(5.4), F16_SUM16.at(10.9)),
                    Gpu.of("T4", Generation.TURING, "7.5", TensorCores.TURING, 320, Document.T4)
                            .dense(
                                    Document.T4,
                                    F32.at(8.1),
                                    F16_SUM32.at(65),
                                    INT8.at(130),
                                    INT4.at(260)),
                    Gpu.of(
                                    "RTX 2080 Ti",
                                    Generation.TURING,
                                    "7.5",
                                    TensorCores.TURING,
                                    616,
                                    Document.TURING)
                            .dense(
                                    Document.TURING,
                                    F32.at(13.4),
                                    F16_SUM16.at(107.6),
                                    F16_SUM32.at(53.8),
                                    INT8.at(215.2),
                                    INT4.at(430.3)),
                    Gpu.of(
                                    "Quadro RTX 6000",
                                    Generation.TURING,
                                    "7.5",
                                    TensorCores.TURING,
                                    672,
                                    Document.TURING)
                            .dense(
                                    Document.TURING,
                                    F32.at(16.3),
                                    F16_SUM16.at(130.5),
                                    F16_SUM32.at(130.5),
                                    INT8.at(261),
                                    INT4.at(522)));

    private TuringGpus() {}
}
