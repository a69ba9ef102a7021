namespace NasCluster.Domain.Tables;

/// <summary>Something wrong with a table or with what an experiment says about it.</summary>
/// <param name="Key">The trainer's key it concerns, such as "table" or "latency".</param>
/// <param name="Message">One line.</param>
public sealed record TableProblem(string Key, string Message);
