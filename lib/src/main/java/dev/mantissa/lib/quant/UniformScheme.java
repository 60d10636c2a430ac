package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** What the schemes with evenly spaced levels share. */
abstract class UniformScheme extends PlaneScheme {
    private final UniformGrid symmetric;
    private final UniformGrid whole;
    private final ScaleSearch search;
    private final RangeSearch rangeSearch;

    /**
     * @param grid the levels of the symmetric form; the asymmetric one uses every code
     * @param factors of the absmax scale that the search tries
     * @param bothSigns whether it tries negative scales too: worth it where levels are lopsided
     */
    UniformScheme(
            String name,
            int bits,
            UniformGrid grid,
            QuantChoices choices,
            QuantOptions options,
            float[] factors,
            boolean bothSigns) {
        super(name, bits, choices, options, ScaleType.F16);
        symmetric = grid;
        int lowest = bits == Byte.SIZE ? Byte.MIN_VALUE : 0;
        whole = new UniformGrid(lowest, lowest + (1 << bits) - 1, grid.step(), grid.offset());
        search = new ScaleSearch(grid, factors, bothSigns);
        rangeSearch = new RangeSearch(whole);
    }

    /** Symmetric or not, absmax or search, any group; by itself symmetric in groups of 32. */
    static QuantChoices choices(ScaleRule usual) {
        return new QuantChoices(
                QuantOptions.of(BLOCK, usual),
                QuantChoices.ANY_GROUP,
                true,
                List.of(ScaleRule.ABSMAX, ScaleRule.SEARCH));
    }

    @Override
    final Levels levels() {
        return options().asymmetric() ? whole : symmetric;
    }

    @Override
    final float level(int code) {
        return symmetric.level(code);
    }

    @Override
    GroupFit fit(float[] weights, int from, int count, byte[] codes) {
        boolean searched = options().rule() == ScaleRule.SEARCH;
        GroupFit fit;
        if (options().asymmetric()) {
            fit =
                    searched
                            ? rangeSearch.find(weights, from, count)
                            : RangeSearch.whole(whole, weights, from, count);
            whole.assign(weights, from, count, fit, codes, from);
        } else {
            fit =
                    searched
                            ? search.find(weights, from, count)
                            : ScaleSearch.absmax(symmetric.top(), weights, from, count);
            symmetric.assign(weights, from, count, fit, codes, from);
        }
        return fit;
    }

    @Override
    public double analyticError(WeightDistribution weights, long group) {
        if (options().rule() == ScaleRule.SEARCH) {
            return Double.NaN;
        }
        return options().asymmetric()
                ? RangeError.of(weights, 1 << bits(), group)
                : AbsmaxError.of(weights, symmetric.levels(), group);
    }

    /** Reads one block in vector registers. */
    abstract void decodeVector(MemorySegment plane, long at, float scale, float[] to, int index);

    @Override
    final void decode(MemorySegment plane, long at, float scale, float[] to, int toIndex) {
        if (BlockDecoder.VECTORS) {
            decodeVector(plane, at, scale, to, toIndex);
        } else {
            super.decode(plane, at, scale, to, toIndex);
        }
    }
}
