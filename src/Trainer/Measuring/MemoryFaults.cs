namespace NasCluster.Trainer.Measuring;

/// <summary>Tells exceptions that mean "no memory left" from others; libtorch has no type for them.</summary>
internal static class MemoryFaults
{
    private static readonly string[] Texts =
    [
        "can't allocate memory",
        "not enough memory",
        "out of memory",
        "bad_alloc",
        "bad allocation",
    ];

    public static bool Is(Exception exception) =>
        exception is OutOfMemoryException
        || Texts.Any(text => exception.Message.Contains(text, StringComparison.OrdinalIgnoreCase))
        || (exception.InnerException is { } inner && Is(inner));
}
