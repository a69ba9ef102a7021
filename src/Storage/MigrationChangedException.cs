namespace NasCluster.Storage;

/// <summary>
/// A migration that was applied to the database is not the one this program has under its number: one of the two was
/// changed after its release.
/// </summary>
/// <param name="applied">Name of the one the database had.</param>
/// <param name="known">Name of the one of this program.</param>
public sealed class MigrationChangedException(string applied, string known)
    : Exception($"Migration '{applied}' of the database is not the '{known}' of this program: their checksums differ.");
