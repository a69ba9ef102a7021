using System.Collections.Immutable;

namespace NasCluster.Cli.Tests.Documents;

/// <summary>A command as the reference lists it.</summary>
internal sealed record CommandRow(
    string Command,
    string Description,
    ImmutableArray<string> Arguments,
    ImmutableArray<string> Options
);
