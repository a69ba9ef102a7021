using System.Diagnostics;
using System.Text;
using System.Text.Json;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Tests.Experiments;

namespace NasCluster.Cli.Tests.Documents;

/// <summary>
/// What README and docs/ say is so: blocks marked "run" are run, every `nas` command of a shell block is one the program
/// takes, experiments are read, C# is a part of a sample that is compiled and run, links lead somewhere.
/// </summary>
public sealed class DocumentTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static TheoryData<string> Runnable =>
        [.. Markdown.Blocks.Where(block => block.IsRun).Select(block => block.Document).Distinct()];

    [Fact]
    public void ShellBlocks_EveryCommand_IsTakenByTheProgram()
    {
        var lines =
            from block in Markdown.Blocks
            where block.Language is "bash" or ""
            from line in block
                .Text.Split('\n')
                .Select((text, i) => (Text: text.Trim(), Place: $"{block.Document}:{block.Line + i}"))
            let arguments = ShellLine.Arguments(line.Text)
            where arguments is not null and not ["test", ..]
            select (line.Place, Arguments: arguments);
        var all = lines.ToList();

        Assert.InRange(all.Count, 40, 1000);
        Assert.Empty(
            all.SelectMany(line =>
                NasProgram.Root().Parse(line.Arguments).Errors.Select(error => $"{line.Place}: {error.Message}")
            )
        );
    }

    [Fact]
    public void Commands_InTheText_AreOnesOfTheProgramWithItsOptions()
    {
        var strange = Markdown
            .Commands()
            .SelectMany(command =>
                CommandReference
                    .Strange(NasProgram.Root(), command.Text)
                    .Select(word => $"{command.Document}: {command.Text}: {word}")
            )
            .ToList();
        Assert.Empty(strange);
        Assert.InRange(Markdown.Commands().Count(), 20, 1000);
    }

    [Fact]
    public void ShellBlocks_FilesOfTheRepository_AreThere()
    {
        var missing =
            from block in Markdown.Blocks
            where block.Language is "bash" or ""
            from word in block.Text.Split(' ', '\n', '@')
            where Markdown.IsOfTheRepository(word) && !Path.Exists(Path.Combine(Markdown.Root, word))
            select $"{block}: {word}";
        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Runnable))]
    public async Task RunBlocks_OfADocument_RunInTheirOrder(string document)
    {
        var folder = Directory.CreateTempSubdirectory("nas-docs-").FullName;
        try
        {
            var script = Markdown
                .Blocks.Where(block => block.IsRun && block.Document == document)
                .Select(block => block.Text);
            var (code, output) = await BashAsync(folder, string.Join('\n', script));
            Assert.True(code == 0, $"{document} ended with {code}:\n{output}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void JsonBlocks_Experiments_AreRead()
    {
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip };
        foreach (var block in Markdown.Blocks.Where(block => block.Language == "json"))
        {
            using var document = JsonDocument.Parse(block.Text, options);
            if (
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("version", out _)
            )
            {
                ExperimentSpecReader.ReadIn(
                    Encoding.UTF8.GetBytes(block.Text),
                    Path.Combine(Markdown.Root, "examples")
                );
            }
        }
    }

    [Fact]
    public void CSharpBlocks_Each_IsAPartOfASample()
    {
        var samples = Directory
            .EnumerateFiles(Path.Combine(Markdown.Root, "samples"), "*.cs")
            .Select(path => Lines(File.ReadAllText(path)))
            .ToList();
        var strange = Markdown
            .Blocks.Where(block => block.Language == "csharp")
            .Where(block => !samples.Exists(sample => sample.Contains(Lines(block.Text), StringComparison.Ordinal)));
        Assert.Empty(strange);
        Assert.Contains(Markdown.Blocks, block => block.Language == "csharp");

        static string Lines(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim())).Trim();
    }

    [Fact]
    public void Links_ToFiles_LeadSomewhere()
    {
        var broken = Markdown.Links().Where(link => !Path.Exists(Path.Combine(Markdown.Root, link.Target)));
        Assert.Empty(broken);
    }

    [Fact]
    public void Index_EveryDocument_IsLinked()
    {
        var linked = Markdown.Links().Where(link => link.Document == "docs/README.md").Select(link => link.Target);
        Assert.Empty(
            Markdown
                .Documents.Except(["README.md", "docs/README.md"])
                .Where(document => !document.StartsWith("docs/decisions", StringComparison.Ordinal))
                .Except(linked)
        );
    }

    [Fact]
    public void Reference_EveryCommand_HasARowAndNoOptionIsInvented()
    {
        var rows = CommandReference.Rows(NasProgram.Root()).ToList();
        if (Environment.GetEnvironmentVariable("NASCLUSTER_WRITE_DOCS") == "1")
        {
            File.WriteAllText(RepositoryFile.PathOf(CommandReference.Path), CommandReference.Text(rows));
        }

        var text = RepositoryFile.Read(CommandReference.Path);
        Assert.Empty(
            rows.Where(row => !text.Contains($"| `{row.Command}`", StringComparison.Ordinal)).Select(row => row.Command)
        );
        var known = rows.SelectMany(row => row.Options).ToHashSet();
        Assert.Empty(CommandReference.OptionsIn(text).Except(known));
    }

    /// <summary>In a folder of its own with examples and data beside it, as one shell script in which `nas` is the program.</summary>
    private static async Task<(int Code, string Output)> BashAsync(string folder, string script)
    {
        foreach (var name in new[] { "examples", "data", "docs", "samples" })
        {
            File.CreateSymbolicLink(Path.Combine(folder, name), Path.Combine(Markdown.Root, name));
        }

        var cli = Path.Combine(Bin, "Cli", new DirectoryInfo(AppContext.BaseDirectory).Name, "NasCluster.Cli.dll");
        script = $"nas() {{ dotnet '{cli}' \"$@\"; }}\n{script}";
        var info = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment["NASCLUSTER_STORE"] = Path.Combine(folder, "store");
        info.Environment["NASCLUSTER_DATA"] = Path.Combine(Markdown.Root, "data");
        using var process = Process.Start(info)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output + await errors);
    }

    private static string Bin => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.FullName;
}
