using System.Collections.Immutable;

namespace NasCluster.Silo.Trainers;

/// <summary>Program and arguments that start a trainer child.</summary>
internal sealed record TrainerCommandLine(string Program, ImmutableArray<string> Arguments)
{
    /// <summary>The built-in trainer, run by the same .NET host as this process.</summary>
    public static TrainerCommandLine BuiltIn(string path, params ImmutableArray<string> arguments) =>
        new(DotnetHost(), [path, .. arguments]);

    /// <summary>A researcher's own trainer, as the experiment names it.</summary>
    public static TrainerCommandLine Foreign(ImmutableArray<string> command) => new(command[0], command[1..]);

    public bool Equals(TrainerCommandLine? other) =>
        other is not null && Program == other.Program && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => HashCode.Combine(Program, Arguments.Length);

    private static string DotnetHost()
    {
        var process = Environment.ProcessPath;
        if (Path.GetFileNameWithoutExtension(process) == "dotnet")
        {
            return process!;
        }

        return Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
    }
}
