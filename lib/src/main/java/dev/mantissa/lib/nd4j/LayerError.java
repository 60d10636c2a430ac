package dev.mantissa.lib.nd4j;

/**
 * What one layer contributes to the error of a network's output when it alone computes in a mode.
 *
 * @param name of the layer, or of the result of a product in a SameDiff graph
 * @param type "DenseLayer"; in graphs the operation's name
 * @param selector that a policy reaches it by: "layer:3", "name:scores"
 * @param terms number of terms of each sum of its products
 * @param predicted relative error of its own products, N(0,1) operands
 * @param measured relative error of the network's output, Frobenius norm
 * @param reached false if the output is that of f32, bit for bit: the mode changed nothing here
 */
public record LayerError(
        String name,
        String type,
        String selector,
        int terms,
        double predicted,
        double measured,
        boolean reached) {

    /** How much of the predicted error is seen at the output: below 1 the network damps it. */
    public double gain() {
        return measured / predicted;
    }
}
