package dev.mantissa.lib.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.CustomOp;

/**
 * One use of a variable in a SameDiff graph.
 *
 * @param op name of the operation
 * @param position of the variable among its inputs, from 0
 * @param transposed whether the operation is a product that transposes it
 */
record GraphUse(String op, int position, boolean transposed) {
    private static final String MATMUL = "matmul";
    private static final String MMUL = "mmul";

    /** Every use of that variable. */
    static List<GraphUse> of(SameDiff graph, String variable) {
        List<GraphUse> found = new ArrayList<>();
        for (DifferentialFunction op : graph.ops()) {
            String[] names = op.argNames();
            for (int i = 0; names != null && i < names.length; i++) {
                if (names[i].equals(variable)) {
                    found.add(new GraphUse(op.opName(), i, transposes(op, i)));
                }
            }
        }
        return found;
    }

    /** Flag i of a product transposes its input i. */
    private static boolean transposes(DifferentialFunction op, int input) {
        long[] flags = op instanceof CustomOp custom ? custom.iArgs() : new long[0];
        return isProduct(op.opName()) && flags.length > input && flags[input] == 1;
    }

    /** Whether it is a product of matrices. */
    boolean isProduct() {
        return isProduct(op);
    }

    private static boolean isProduct(String op) {
        return op.equals(MATMUL) || op.equals(MMUL);
    }

    /** Whether all uses are products that sum over the second axis of the variable. */
    static boolean outputsFirst(List<GraphUse> uses) {
        return !uses.isEmpty()
                && uses.stream()
                        .allMatch(use ->
                                use.isProduct() && (use.position() == 0) != use.transposed());
    }
}
