namespace NasCluster.Eng.WeakenGlibcxx;

internal enum PatchOutcome
{
    /// <summary>The library does not ask for the version: nothing to do.</summary>
    NotRequired,

    /// <summary>It was patched before.</summary>
    AlreadyWeak,

    Patched,
}
