package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.bench.CaseResult;
import org.jspecify.annotations.Nullable;

/**
 * What quantising did to what a network does: the same batch before and after.
 *
 * @param examples of the batch
 * @param before with its own weights; null where these are not known
 * @param after with the packed ones
 * @param outputError of all outputs after, relative to those before, Frobenius norm; NaN where
 *     these are not known
 * @param sameAnswers part of the examples for which the largest output is the same one; NaN where
 *     outputs are no classes or those before are not known
 */
public record QuantizationEffect(
        long examples, @Nullable Side before, Side after, double outputError, double sameAnswers) {
    /**
     * One network on the batch.
     *
     * @param accuracy part of the examples whose largest output is that of the label; NaN where the
     *     batch has no labels that are classes
     * @param time of one run on the whole batch; sampled in turns, so that {@link
     *     CaseResult#against} compares after with before
     */
    public record Side(double accuracy, CaseResult time) {}

    /**
     * Whether a network could be measured so: it runs once.
     *
     * @param data as {@link NetworkQuantizer#effect} takes it
     * @throws dev.mantissa.lib.UsageException if network and data do not fit
     */
    public static void check(Object network, Object data) {
        NetworkRun run = NetworkRun.of(network, data);
        NetworkRun.first(run::outputs);
    }
}
