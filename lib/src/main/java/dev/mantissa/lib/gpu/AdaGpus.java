package dev.mantissa.lib.gpu;

import static dev.mantissa.lib.gpu.Rate.BF16;
import static dev.mantissa.lib.gpu.Rate.F16_SUM16;
import static dev.mantissa.lib.gpu.Rate.F16_SUM32;
import static dev.mantissa.lib.gpu.Rate.F32;
import static dev.mantissa.lib.gpu.Rate.FP8_SUM16;
import static dev.mantissa.lib.gpu.Rate.FP8_SUM32;
import static dev.mantissa.lib.gpu.Rate.INT4;
import static dev.mantissa.lib.gpu.Rate.INT8;
import static dev.mantissa.lib.gpu.Rate.TF32;

import java.util.List;

/** Ada. */
final class AdaGpus {
    static final List<Gpu> ALL =
            List.of(
                    Gpu.of("RTX 4090", Generation.ADA, "8.9", TensorCores.ADA, 1008, Document.ADA)
                            .dense(
                                    Document.ADA,
                                    F32.at(82.6),
                                    F16_SUM16.at(330.3),
                                    F16_SUM32.at(165.2),
                                    BF16.at(165.2),
                                    FP8_SUM16.at(660.6),
                                    FP8_SUM32.at(330.3),
                                    INT8.at(660.6))
                            .dense(Document.ADA_UNCHECKED, TF32.at(82.6), INT4.at(1321.2)),
                    Gpu.of("L4", Generation.ADA, "8.9", TensorCores.ADA, 300, Document.L4)
                            .dense(
                                    Document.L4,
                                    F32.at(30.3),
                                    TF32.at(60),
                                    F16_SUM32.at(121),
                                    BF16.at(121),
                                    FP8_SUM32.at(242),
                                    INT8.at(242))
                            .dense(Document.L4_UNCHECKED, INT4.at(485)),
                    Gpu.of("L40", Generation.ADA, "8.9", TensorCores.ADA, 864, Document.L40)
                            .dense(
                                    Document.L40,
                                    F32.at(90.5),
                                    TF32.at(90.5),
                                    F16_SUM32.at(181.05),
                                    BF16.at(181.05),
                                    FP8_SUM32.at(362),
                                    INT8.at(362),
                                    INT4.at(724)),
                    Gpu.of("L40S", Generation.ADA, "8.9", TensorCores.ADA, 864, Document.L40S)
                            .dense(
                                    Document.L40S,
                                    F32.at(91.6),
                                    TF32.at(183),
                                    F16_SUM32.at(362.05),
                                    BF16.at(362.05),
                                    FP8_SUM32.at(733),
                                    INT8.at(733),
                                    INT4.at(733)),
                    Gpu.of(
                                    "RTX 6000 Ada",
                                    Generation.ADA,
                                    "8.9",
                                    TensorCores.ADA,
                                    960,
                                    Document.ADA_PRO)
                            .alias("RTX 6000 Ada Generation")
                            .dense(
                                    Document.ADA_PRO,
                                    F32.at(91.1),
                                    F16_SUM16.at(364.2),
                                    F16_SUM32.at(364.2),
                                    INT8.at(728.5))
                            .dense(
                                    Document.ADA_PRO_UNCHECKED,
                                    TF32.at(182.1),
                                    BF16.at(364.2),
                                    FP8_SUM32.at(728.5),
                                    INT4.at(1457)));

    private AdaGpus() {}
}
