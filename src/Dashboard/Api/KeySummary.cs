namespace NasCluster.Dashboard.Api;

/// <param name="Name">Whose key it is.</param>
/// <param name="Role">viewer, researcher or admin.</param>
/// <param name="LastUse">Since this process started; null for not at all.</param>
/// <param name="Until">Last day it is good, in UTC; null for no end.</param>
internal sealed record KeySummary(string Name, string Role, DateTimeOffset? LastUse, DateOnly? Until);
