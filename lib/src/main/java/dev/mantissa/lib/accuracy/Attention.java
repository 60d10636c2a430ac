package dev.mantissa.lib.accuracy;

/** Causal attention of one sequence in several heads, in f64; the products are not its business. */
final class Attention {
    private Attention() {}

    /**
     * softmax(q·kᵀ / √d)·v for each head, side by side.
     *
     * @param q [m, width], and so k and v; head h has the columns from h · head on
     */
    static double[] of(double[] q, double[] k, double[] v, int m, int width, int head) {
        double[] out = new double[m * width];
        double scale = 1 / Math.sqrt(head);
        for (int from = 0; from < width; from += head) {
            for (int i = 0; i < m; i++) {
                double[] shares = shares(q, k, i, width, from, head, scale);
                for (int j = 0; j <= i; j++) {
                    for (int c = from; c < from + head; c++) {
                        out[i * width + c] += shares[j] * v[j * width + c];
                    }
                }
            }
        }
        return out;
    }

    /** How much row i heeds each row up to itself. */
    private static double[] shares(
            double[] q, double[] k, int i, int width, int from, int head, double scale) {
        double[] shares = new double[i + 1];
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j <= i; j++) {
            double sum = 0;
            for (int c = from; c < from + head; c++) {
                sum += q[i * width + c] * k[j * width + c];
            }
            shares[j] = sum * scale;
            largest = Math.max(largest, shares[j]);
        }
        double total = 0;
        for (int j = 0; j <= i; j++) {
            shares[j] = Math.exp(shares[j] - largest);
            total += shares[j];
        }
        for (int j = 0; j <= i; j++) {
            shares[j] /= total;
        }
        return shares;
    }
}
