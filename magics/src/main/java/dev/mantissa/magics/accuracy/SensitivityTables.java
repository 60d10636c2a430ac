package dev.mantissa.magics.accuracy;

import dev.mantissa.lib.nd4j.LayerSensitivity;
import dev.mantissa.lib.nd4j.NetworkSensitivity;
import dev.mantissa.magics.table.Figures;
import dev.mantissa.magics.table.Significant;
import dev.mantissa.magics.table.Table;

/** What the sensitivity of a network looks like. */
public final class SensitivityTables {
    private SensitivityTables() {}

    /**
     * One row for each layer, the most sensitive first.
     *
     * @param limit of the error of the whole; NaN for none
     */
    public static Table of(String name, NetworkSensitivity measured, double limit) {
        Table.Builder table =
                Table.titled(
                                "%s (%s): each layer alone in %s"
                                        .formatted(name, measured.network(), measured.scheme()))
                        .left("layer", "shape")
                        .right(
                                "bits/weight",
                                "error of weights",
                                "error of output",
                                "cosine",
                                "SNR dB",
                                "max ulp");
        for (LayerSensitivity layer : measured.layers()) {
            table.row(
                    layer.name(),
                    layer.shape(),
                    Significant.shortest(layer.bitsPerWeight(), 3),
                    Significant.of(layer.weightError(), 3),
                    Significant.of(layer.error(), 3),
                    Significant.of(layer.output().cosine(), 5),
                    Significant.of(layer.output().snrDecibels(), 3),
                    Figures.count(layer.output().maxUlp()));
        }
        table.total(
                "all of them",
                "",
                Significant.shortest(measured.bitsPerWeight(), 3),
                "",
                Significant.of(measured.whole().relativeFrobenius(), 3),
                Significant.of(measured.whole().cosine(), 5),
                Significant.of(measured.whole().snrDecibels(), 3),
                Figures.count(measured.whole().maxUlp()));
        table.note(
                "Against %s. With its own weights, in f32, the network is %s away from it. %s itself is as it was."
                        .formatted(
                                measured.reference(),
                                Figures.error(measured.before().relativeFrobenius()),
                                name));
        table.note(
                "Errors that have nothing to do with one another would add up to %s."
                        .formatted(Significant.of(measured.rootSumSquare(), 3)));
        if (!measured.alreadyQuantised().isEmpty()) {
            table.note(
                    "Nearly nothing was lost in %s: these weights were in few bits before. %%quantize off %s gives the original ones back."
                            .formatted(String.join(", ", measured.alreadyQuantised()), name));
        }
        if (!Double.isNaN(limit)) {
            table.note(verdict(measured, limit));
        }
        return table.build();
    }

    private static String verdict(NetworkSensitivity measured, double limit) {
        double error = measured.whole().relativeFrobenius();
        return error <= limit
                ? "passed: the error of the output is %s, the limit %s."
                        .formatted(Significant.of(error, 3), Significant.shortest(limit, 4))
                : "FAILED: the error of the output is %s, above the limit %s. The layers on top cost most: give them more bits."
                        .formatted(Significant.of(error, 3), Significant.shortest(limit, 4));
    }
}
