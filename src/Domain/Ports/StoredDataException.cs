namespace NasCluster.Domain.Ports;

/// <summary>A row that does not say what this program can read: edited by hand, or written by another version.</summary>
/// <remarks>
/// It concerns one experiment only; the others are read and written as ever. What it names is in <see cref="Exception.Data"/>,
/// which goes along in grain calls.
/// </remarks>
public sealed class StoredDataException : Exception
{
    /// <param name="experiment">Id of the experiment the row belongs to.</param>
    /// <param name="candidate">Number of the candidate it belongs to; null where it is the experiment's own.</param>
    /// <param name="message">What is wrong with it.</param>
    /// <param name="inner">The reader's error, where there was one.</param>
    public StoredDataException(string experiment, int? candidate, string message, Exception? inner = null)
        : base(Describe(experiment, candidate, message), inner)
    {
        Data[nameof(Experiment)] = experiment;
        Data[nameof(Candidate)] = candidate;
    }

    public string Experiment => (string)Data[nameof(Experiment)]!;

    public int? Candidate => (int?)Data[nameof(Candidate)];

    private static string Describe(string experiment, int? candidate, string message) =>
        candidate is { } number
            ? $"Candidate '{experiment}:{number}' cannot be read from the store: {message}"
            : $"Experiment '{experiment}' cannot be read from the store: {message}";
}
