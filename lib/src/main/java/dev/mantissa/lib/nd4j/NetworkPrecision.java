package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.precision.Device;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Operation;
import dev.mantissa.lib.precision.PrecisionPolicy;
import dev.mantissa.lib.precision.Resolution;
import dev.mantissa.lib.precision.Role;
import dev.mantissa.lib.precision.Selector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a policy comes to in a network, layer by layer.
 *
 * @param type of the network: "MultiLayerNetwork"
 * @param unused entries of the policy that no product of the network obeys
 */
public record NetworkPrecision(String type, List<Row> rows, List<String> unused) {
    private static final Set<Role> NO_PRODUCTS = Set.of(Role.EMBED, Role.NORM);
    private static final String PRODUCT = "matmul";

    /** Layers whose products are operations of other kinds; the rest multiplies matrices. */
    private static final Map<String, String> OPERATIONS =
            Map.of(
                    "Convolution1DLayer", "conv1d",
                    "Convolution1D", "conv1d",
                    "Convolution3D", "conv3dnew",
                    "Deconvolution2D", "deconv2d",
                    "Deconvolution3D", "deconv3d",
                    "DepthwiseConvolution2D", "depthwise_conv2d",
                    "SeparableConvolution2D", "sconv2d");

    /** Layers that are graphs inside, which have an operation for the gradients of a product. */
    private static final Set<String> GRAPHS =
            Set.of(
                    "SelfAttentionLayer",
                    "LearnedSelfAttentionLayer",
                    "RecurrentAttentionLayer",
                    "LocallyConnected1D",
                    "LocallyConnected2D");

    public NetworkPrecision {
        rows = List.copyOf(rows);
        unused = List.copyOf(unused);
    }

    /**
     * A layer of a network, or a product of a SameDiff graph.
     *
     * @param index of the layer, or of the product in a graph, from 0
     * @param type "DenseLayer"; in graphs the operation's name
     * @param roles as policies call them
     * @param terms number of terms that each sum of its products has, if known
     * @param forward the mode of its products; null if it has none
     * @param backward the mode of its products in backpropagation; null if it has none
     */
    public record Row(
            int index,
            String name,
            String type,
            List<String> roles,
            int terms,
            @Nullable Resolution forward,
            @Nullable Resolution backward) {
        public Row {
            roles = List.copyOf(roles);
        }

        /** Predicted relative error of a forward product; 0 if there is none. */
        public double expectedError() {
            return forward == null ? 0 : forward.expectedError(terms);
        }
    }

    /**
     * Explains the policy in force for a network.
     *
     * @param network a MultiLayerNetwork, a ComputationGraph or a SameDiff graph
     */
    public static NetworkPrecision of(Object network, Numerics numerics, Device device) {
        Reader reader = new Reader(numerics.policy(), device);
        if (network instanceof SameDiff graph) {
            reader.readGraph(graph);
        } else {
            NetworkLayers.of(network).forEach(reader::readLayer);
        }
        return new NetworkPrecision(
                network.getClass().getSimpleName(), reader.rows, reader.unused());
    }

    /** Collects rows, and which entries were of use. */
    private static final class Reader {
        private final PrecisionPolicy policy;
        private final Device device;
        private final OpRules rules = OpRules.load();
        private final List<Row> rows = new ArrayList<>();
        private final List<Operation> operations = new ArrayList<>();

        Reader(PrecisionPolicy policy, Device device) {
            this.policy = policy;
            this.device = device;
        }

        void readLayer(NetworkLayers.Part part) {
            LayerPlace place = part.place();
            boolean attention = place.roles().contains(Role.ATTENTION);
            int terms = attention ? Resolution.TYPICAL_TERMS : terms(part.parameters());
            boolean products = terms > 1 && !NO_PRODUCTS.containsAll(orOther(place.roles()));
            String op = attention ? "dot_product_attention" : PRODUCT;
            Operation operation =
                    new Operation(
                            op, place.roles(), List.of(place.name()), place.index(), place.count());
            String forward = OPERATIONS.getOrDefault(place.type(), op);
            boolean gradients = !forward.equals(op) || GRAPHS.contains(place.type());
            String backward = gradients ? rules.gradient(attention ? PRODUCT : forward) : op;
            add(
                    operation,
                    place.name(),
                    place.type(),
                    products ? terms : 0,
                    new Operators(forward, backward));
        }

        /** Layers of no role, custom ones, count as layers with products. */
        private static Set<Role> orOther(Set<Role> roles) {
            return roles.isEmpty() ? Set.of(Role.DENSE) : roles;
        }

        void readGraph(SameDiff graph) {
            GraphProducts products = new GraphProducts(rules);
            for (DifferentialFunction function : graph.ops()) {
                GraphOperation operation = new GraphOperation(function, graph);
                String op = function.opName();
                if (!products.isProduct(op)) {
                    continue;
                }
                GraphProducts.Place place = products.of(operation);
                Set<Role> roles = EnumSet.noneOf(Role.class);
                roles.addAll(Role.ofOperation(op));
                roles.addAll(operation.roles(op));
                List<String> outputs = operation.outputs();
                add(
                        new Operation(op, roles, operation.names(), place.index(), place.count()),
                        outputs.isEmpty() ? function.getOwnName() : outputs.getFirst(),
                        op,
                        Resolution.TYPICAL_TERMS,
                        new Operators(op, rules.gradient(op)));
            }
        }

        /** The ND4J operations that make the products of a row. */
        private record Operators(String forward, String backward) {}

        private void add(
                Operation operation, String name, String type, int terms, Operators operators) {
            Operation back = operation.with(Role.GRAD);
            boolean products = terms > 0;
            if (products) {
                operations.add(operation);
                operations.add(back);
            }
            rows.add(
                    new Row(
                            operation.layer(),
                            name,
                            type,
                            operation.roles().stream().sorted().map(Role::label).toList(),
                            terms,
                            products ? resolve(operation, operators.forward()) : null,
                            products ? resolve(back, operators.backward()) : null));
        }

        private Resolution resolve(Operation operation, String operator) {
            Resolution found = Resolution.of(Modes.of(policy, operation), device, policy);
            return rules.canObey(operator, found.resolved()) ? found : found.inF32();
        }

        List<String> unused() {
            return policy.entries().stream()
                    .map(PrecisionPolicy.Entry::selector)
                    .filter(selector -> !(selector instanceof Selector.Everything))
                    .filter(selector -> operations.stream().noneMatch(o -> reaches(selector, o)))
                    .map(Selector::toString)
                    .toList();
        }

        private static boolean reaches(Selector selector, Operation operation) {
            boolean attention = operation.name().contains("attention");
            return selector.matches(operation)
                    || attention && selector.matches(operation.with(Role.QK))
                    || attention && selector.matches(operation.with(Role.AV));
        }

        /** Of the widest weight array: its inputs, as Deeplearning4j shapes them. */
        private static int terms(Collection<INDArray> parameters) {
            long most = 0;
            for (INDArray array : parameters) {
                if (array.rank() >= 2) {
                    long inputs =
                            array.rank() == 2 ? array.size(0) : array.length() / array.size(0);
                    most = Math.max(most, inputs);
                }
            }
            return Math.toIntExact(most);
        }
    }
}
