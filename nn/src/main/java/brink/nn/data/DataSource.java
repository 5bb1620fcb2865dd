package brink.nn.data;

/** Where examples come from. */
public sealed interface DataSource
    permits Cifar10,
        Dice,
        AtrialFibrillation,
        Sst,
        Chebyshev,
        WikiText2,
        Whitened,
        NpzFile,
        CsvFile {}
