namespace NasCluster.Architecture.Tests;

/// <summary>Who may see whom: the table of docs/architecture.md.</summary>
public sealed class DependencyTests
{
    private const string Ours = "NasCluster.";
    private static readonly string[] Torch = ["TorchSharp", "Microsoft.ML.OnnxRuntime"];

    public static TheoryData<string, string[]> OwnReferences =>
        new()
        {
            { "Domain", [] },
            { "Contracts", ["Domain"] },
            { "Grains", ["Contracts", "Domain"] },
            { "Storage", ["Domain"] },
            { "Trainer", ["Domain"] },
            { "Silo", ["Contracts", "Domain", "Grains", "Storage"] },
            { "Client", ["Contracts", "Domain"] },
            { "Cli", ["Client", "Domain", "Silo"] },
            { "Dashboard", ["Client", "Domain"] },
        };

    public static TheoryData<string, string[]> ForbiddenPackages =>
        new()
        {
            {
                "Domain",
                ["Orleans", "Npgsql", "Microsoft.Extensions", "Microsoft.AspNetCore", "Microsoft.Data", .. Torch]
            },
            { "Contracts", ["Npgsql", "Microsoft.AspNetCore", "Microsoft.Data", .. Torch] },
            { "Grains", ["Npgsql", "Microsoft.AspNetCore", "Microsoft.Data", .. Torch] },
            { "Storage", ["Orleans", .. Torch] },
            { "Trainer", ["Orleans", "Npgsql", "Microsoft.AspNetCore", "Microsoft.Data"] },
            { "Silo", Torch },
            { "Client", ["Npgsql", "Microsoft.Data.Sqlite", .. Torch] },
            { "Cli", ["Npgsql", "Microsoft.Data", .. Torch] },
            { "Dashboard", ["Npgsql", "Microsoft.Data", "Orleans.Runtime", "Orleans.Server", .. Torch] },
        };

    [Theory]
    [MemberData(nameof(OwnReferences))]
    public void References_OwnProjects_AreOnlyTheAllowedOnes(string project, string[] allowed)
    {
        var own = BuiltAssembly
            .ReferencesOf(project)
            .Where(name => name.StartsWith(Ours, StringComparison.Ordinal))
            .Select(name => name[Ours.Length..]);
        Assert.Empty(own.Except(allowed));
    }

    [Theory]
    [MemberData(nameof(ForbiddenPackages))]
    public void References_Packages_HaveNoneOfTheForbiddenOnes(string project, string[] forbidden)
    {
        var references = BuiltAssembly.ReferencesOf(project);
        Assert.DoesNotContain(
            references,
            name => forbidden.Any(start => name.StartsWith(start, StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Table_EveryProject_HasARow()
    {
        var root = Repository.Root;
        var projects = Directory.EnumerateDirectories(Path.Combine(root, "src")).Select(Path.GetFileName).Order();
        Assert.Equal(projects, OwnReferences.Select(row => row.Data.Item1).Order());
        Assert.Equal(projects, ForbiddenPackages.Select(row => row.Data.Item1).Order());
    }

    [Fact]
    public void Solution_EveryProject_IsInIt()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "NasCluster.sln"));
        var projects = new[] { "src", "tests", "eng" }.SelectMany(folder =>
            Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories)
        );
        Assert.All(projects, project => Assert.Contains(Path.GetFileName(project), solution, StringComparison.Ordinal));
    }
}
