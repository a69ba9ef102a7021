namespace NasCluster.Eng.WeakenGlibcxx;

/// <summary>A file that is not what this tool may change.</summary>
internal sealed class ElfException : Exception
{
    public ElfException() { }

    public ElfException(string message)
        : base(message) { }

    public ElfException(string message, Exception inner)
        : base(message, inner) { }
}
