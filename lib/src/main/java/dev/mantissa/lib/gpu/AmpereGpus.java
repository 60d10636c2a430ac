package dev.mantissa.lib.gpu;

import static dev.mantissa.lib.gpu.Rate.BF16;
import static dev.mantissa.lib.gpu.Rate.F16_SUM16;
import static dev.mantissa.lib.gpu.Rate.F16_SUM32;
import static dev.mantissa.lib.gpu.Rate.F32;
import static dev.mantissa.lib.gpu.Rate.F64;
import static dev.mantissa.lib.gpu.Rate.INT4;
import static dev.mantissa.lib.gpu.Rate.INT8;
import static dev.mantissa.lib.gpu.Rate.TF32;

import java.util.List;

/** Ampere. */
final class AmpereGpus {
    static final List<Gpu> ALL =
            List.of(
                    Gpu.of(
                                    "A100",
                                    Generation.AMPERE,
                                    "8.0",
                                    TensorCores.AMPERE_F64,
                                    2039,
                                    Document.A100)
                            .alias("A100 80GB", "A100-SXM4-80GB", "A100 SXM")
                            .dense(
                                    Document.AMPERE,
                                    F64.at(19.5),
                                    F32.at(19.5),
                                    TF32.at(156),
                                    F16_SUM16.at(312),
                                    F16_SUM32.at(312),
                                    BF16.at(312),
                                    INT8.at(624),
                                    INT4.at(1248)),
                    Gpu.of("A10", Generation.AMPERE, "8.6", TensorCores.AMPERE, 600, Document.A10)
                            .dense(
                                    Document.A10,
                                    F32.at(31.2),
                                    TF32.at(62.5),
                                    F16_SUM32.at(125),
                                    BF16.at(125),
                                    INT8.at(250),
                                    INT4.at(500)),
                    Gpu.of("A40", Generation.AMPERE, "8.6", TensorCores.AMPERE, 696, Document.A40)
                            .dense(
                                    Document.A40,
                                    F32.at(37.4),
                                    TF32.at(74.8),
                                    F16_SUM16.at(149.7),
                                    BF16.at(149.7),
                                    INT8.at(299.3),
                                    INT4.at(598.7)),
                    Gpu.of(
                                    "RTX A6000",
                                    Generation.AMPERE,
                                    "8.6",
                                    TensorCores.AMPERE,
                                    768,
                                    Document.ADA_PRO)
                            .dense(
                                    Document.GA102,
                                    F32.at(38.7),
                                    TF32.at(77.4),
                                    F16_SUM16.at(154.8),
                                    F16_SUM32.at(154.8),
                                    BF16.at(154.8),
                                    INT8.at(309.7),
                                    INT4.at(619.3)),
                    Gpu.of(
                                    "RTX 3090",
                                    Generation.AMPERE,
                                    "8.6",
                                    TensorCores.AMPERE,
                                    936,
                                    Document.GA102)
                            .dense(
                                    Document.GA102,
                                    F32.at(35.6),
                                    TF32.at(35.6),
                                    F16_SUM16.at(142),
                                    F16_SUM32.at(71),
                                    BF16.at(71),
                                    INT8.at(284))
                            .dense(Document.GA102_UNCHECKED, INT4.at(568)),
                    Gpu.of(
                                    "Jetson AGX Orin",
                                    Generation.AMPERE,
                                    "8.7",
                                    TensorCores.AMPERE,
                                    204.8,
                                    Document.ORIN_PAGE)
                            .alias("Jetson Orin", "AGX Orin", "Orin", "Jetson AGX Orin 64GB")
                            .dense(Document.ORIN, F32.at(5.32), INT8.at(85)));

    private AmpereGpus() {}
}
