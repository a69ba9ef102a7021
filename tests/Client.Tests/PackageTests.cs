using System.Diagnostics;
using NasCluster.Domain.Tests.Experiments;

namespace NasCluster.Client.Tests;

/// <summary>The SDK as a package: packed, taken from a folder feed by a program outside the repository, and run.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nas-package-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Pack_TakenFromAFolderFeed_SearchesInAProgramOfItsOwn()
    {
        var feed = Path.Combine(_folder, "feed");
        await DotnetAsync(
            Path.GetDirectoryName(RepositoryFile.PathOf("NasCluster.sln"))!,
            $"pack src/Client -c {Configuration} --no-build --no-restore -o {feed}"
        );
        Assert.Equal(
            ["NasCluster.Client", "NasCluster.Contracts", "NasCluster.Domain"],
            Directory.EnumerateFiles(feed).Select(file => Path.GetFileName(file).Split(".0.1")[0]).Order()
        );

        Write(
            "app.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <RestoreAdditionalProjectSources>{feed}</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{Path.Combine(_folder, "packages")}</RestorePackagesPath>
                <RestoreFallbackFolders>{Packages}</RestoreFallbackFolders>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="NasCluster.Client" Version="0.1.0" /></ItemGroup>
            </Project>
            """
        );
        Write(
            "Program.cs",
            """
            using NasCluster.Client;

            var spec = ExperimentBuilder.Create("packed").Seed(1)
                .Space(SearchSpaceBuilder.Create().Integer("x", 0, 99))
                .TrainWith("none").Strategy(Strategies.Random()).Budget(20).RankBy("accuracy").Build();
            var study = new SearchStudy(spec);
            while (study.Ask() is { } candidate)
            {
                study.Tell(candidate.Id.Number, candidate.Configuration.Architecture.Number("x") / 100);
            }

            Console.WriteLine($"told {study.Candidates.Length}");
            try
            {
                await NasClient.ConnectAsync(new NasClientOptions { Gateway = "127.0.0.1:9", ConnectFor = TimeSpan.Zero });
            }
            catch (NasConnectionException e)
            {
                Console.WriteLine(e.Message);
            }
            """
        );

        var output = await DotnetAsync(_folder, "run --project app.csproj");

        Assert.Contains("told 20", output, StringComparison.Ordinal);
        Assert.Contains("No silo answers on '127.0.0.1:9'", output, StringComparison.Ordinal);
    }

    // "release" or "debug", as the folder of this build is called.
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Name.Split('_')[0];

    private static string Packages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private static async Task<string> DotnetAsync(string folder, string arguments)
    {
        var info = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"dotnet {arguments}: {await output}{await errors}");
        return await output;
    }
}
