package dev.mantissa.lib.engine;

/**
 * How a product is cut into tasks: blocks of rows and, where there are too few of those for all
 * threads, of columns too.
 */
record Split(int rowsTotal, int blockRows, int panelsTotal, int blockPanels) {

    static Split of(int rows, int panels, int threads, int maxRows) {
        int blocks = (rows + maxRows - 1) / maxRows;
        if (threads > 1 && blocks > 1) {
            blocks = (blocks + threads - 1) / threads * threads;
        }
        int mr = MicroKernel.MR;
        int blockRows = ((rows + blocks - 1) / blocks + mr - 1) / mr * mr;
        int rowBlocks = (rows + blockRows - 1) / blockRows;
        int columnBlocks = rowBlocks >= 2 * threads || threads == 1 ? 1 : 2 * threads;
        int blockPanels = (panels + columnBlocks - 1) / columnBlocks;
        return new Split(rows, blockRows, panels, blockPanels);
    }

    private int columnBlocks() {
        return (panelsTotal + blockPanels - 1) / blockPanels;
    }

    int tasks() {
        return (rowsTotal + blockRows - 1) / blockRows * columnBlocks();
    }

    int row(int task) {
        return task / columnBlocks() * blockRows;
    }

    int rows(int task) {
        return Math.min(blockRows, rowsTotal - row(task));
    }

    int panel(int task) {
        return task % columnBlocks() * blockPanels;
    }

    int panelEnd(int task) {
        return Math.min(panelsTotal, panel(task) + blockPanels);
    }
}
