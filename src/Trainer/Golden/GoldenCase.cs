namespace NasCluster.Trainer.Golden;

/// <summary>Outcome of one reference case.</summary>
/// <param name="File">File it comes from, relative to the folder.</param>
/// <param name="Case">Block and index, or network.</param>
/// <param name="Passed">Counts are equal and all listed outputs are within the file's tolerance.</param>
/// <param name="MaxAbsError">Largest difference of a listed output; null where the case has only counts.</param>
/// <param name="Params">Our parameters.</param>
/// <param name="Macs">Our multiply–accumulates.</param>
/// <param name="Message">What differs.</param>
internal sealed record GoldenCase(
    string File,
    string Case,
    bool Passed,
    double? MaxAbsError,
    long Params,
    long Macs,
    string? Message
);
