package dev.mantissa.lib.engine;

import static dev.mantissa.lib.engine.MicroKernel.KC;
import static dev.mantissa.lib.engine.MicroKernel.NR;

import dev.mantissa.lib.format.NumberFormat;

/**
 * A part of b, packed: for each run of {@link MicroKernel#KC} rows, panels of NR columns side by
 * side.
 *
 * @param firstRow where the part begins in b
 * @param firstCol where the part begins in b
 * @param packed memory for it
 */
record Slice(
        Panels b,
        int firstRow,
        int firstCol,
        int rows,
        int cols,
        float[] packed,
        NumberFormat format) {

    /** Columns that one task packs. */
    int columnPanels() {
        return (cols + NR - 1) / NR;
    }

    private int runs() {
        return (rows + KC - 1) / KC;
    }

    /** How many panels there are to pack. */
    int panels() {
        return runs() * columnPanels();
    }

    /** Packs one panel. Rounding happens while it is in the nearest cache. */
    void pack(Tiles tiles, int task) {
        int p = task / columnPanels() * KC;
        int panel = task % columnPanels();
        int kc = Math.min(KC, rows - p);
        int at = offset(p, panel);
        b.pack(tiles, firstRow + p, kc, firstCol + panel * NR, packed, at);
        format.round(packed, at, kc * NR);
    }

    /** Where a panel of the run that begins at row {@code p} of this part lies. */
    int offset(int p, int panel) {
        int kc = Math.min(KC, rows - p);
        return p * columnPanels() * NR + panel * kc * NR;
    }
}
