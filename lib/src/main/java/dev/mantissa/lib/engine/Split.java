package dev.mantissa.lib.engine;

/**
 * How a product is cut into tasks: blocks of rows and, where there are too few of those for all
 * threads, of columns too. Blocks are as equal as whole tiles allow.
 *
 * @param rows of the product
 * @param rowPanels tiles, one above the other
 * @param rowBlocks into how many blocks they are cut
 * @param columnPanels tiles side by side
 * @param columnBlocks into how many blocks they are cut
 */
record Split(int rows, int rowPanels, int rowBlocks, int columnPanels, int columnBlocks) {
    /** Tasks per thread where there is enough to do: the last one ends soon after the others. */
    private static final int TASKS = 8;

    /**
     * @param mostRows in a block, a multiple of MR
     */
    static Split of(int rows, int columnPanels, int threads, int mostRows) {
        int rowPanels = ceil(rows, MicroKernel.MR);
        int rowBlocks = ceil(rowPanels, mostRows / MicroKernel.MR);
        int columnBlocks = 1;
        if (threads > 1) {
            int wanted = Math.max(ceil(rowBlocks, threads) * threads, TASKS * threads);
            rowBlocks = Math.min(rowPanels, wanted);
            if (rowBlocks < 2 * threads) {
                columnBlocks = Math.min(columnPanels, 2 * threads);
            }
        }
        return new Split(rows, rowPanels, rowBlocks, columnPanels, columnBlocks);
    }

    private static int ceil(int count, int part) {
        return (count + part - 1) / part;
    }

    int tasks() {
        return rowBlocks * columnBlocks;
    }

    /** The task's first row. */
    int row(int task) {
        return border(task / columnBlocks, rowPanels, rowBlocks) * MicroKernel.MR;
    }

    /** How many rows it has. */
    int rows(int task) {
        int end = border(task / columnBlocks + 1, rowPanels, rowBlocks) * MicroKernel.MR;
        return Math.min(end, rows) - row(task);
    }

    /** The task's first tile among those side by side. */
    int panel(int task) {
        return border(task % columnBlocks, columnPanels, columnBlocks);
    }

    int panelEnd(int task) {
        return border(task % columnBlocks + 1, columnPanels, columnBlocks);
    }

    private static int border(int block, int panels, int blocks) {
        return (int) ((long) block * panels / blocks);
    }
}
