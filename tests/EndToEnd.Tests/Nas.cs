using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace NasCluster.EndToEnd.Tests;

/// <summary>The command line as a process, with a store of its own.</summary>
internal sealed class Nas : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    public static string Program { get; } = FindProgram();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nas-e2e-");

    public string Store => Path.Combine(_folder.FullName, "store");

    /// <summary>A folder for data sets of its own.</summary>
    public string Data => Path.Combine(_folder.FullName, "data");

    public string File(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public async Task<Output> RunAsync(params string[] arguments)
    {
        await using var running = Start(arguments);
        return await running.EndAsync();
    }

    /// <summary>Starts a command with a variable in its environment: "NAME=value" first, then the arguments.</summary>
    public Running Start(string[] arguments, (string Name, string Value)? variable = null)
    {
        var info = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = _folder.FullName,
        };
        info.Environment["NASCLUSTER_STORE"] = Store;
        if (variable is { } set)
        {
            info.Environment[set.Name] = set.Value;
        }

        return new(Process.Start(info)!);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string FindProgram()
    {
        var bin = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!;
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        return Path.Combine(bin.FullName, "Cli", configuration, "NasCluster.Cli.dll");
    }

    internal sealed record Output(int Code, string Text, string Messages)
    {
        public JsonElement Json => JsonDocument.Parse(Text).RootElement;
    }

    internal sealed class Running : IAsyncDisposable
    {
        private readonly StringBuilder _messages = new();
        private readonly Task<string> _text;
        private readonly Task _listening;
        private readonly CancellationTokenSource _patience = new(Patience);
        private bool _disposed;

        public Running(Process process)
        {
            Process = process;
            process.StandardInput.Close();
            _text = process.StandardOutput.ReadToEndAsync(_patience.Token);
            _listening = ListenAsync();
        }

        public Process Process { get; }

        /// <summary>Waits for a line on stderr that has a text.</summary>
        public async Task SeenAsync(string text)
        {
            // The next line is asked for before what came is looked at, or one that comes in between would not wake this.
            for (
                var next = NextLineAsync();
                !Messages().Contains(text, StringComparison.Ordinal);
                next = NextLineAsync()
            )
            {
                Assert.False(
                    _listening.IsCompleted,
                    $"The process ended before it said '{text}'. It said: {Messages()}"
                );
                await Task.WhenAny(_listening, next);
                _patience.Token.ThrowIfCancellationRequested();
            }
        }

        /// <summary>The first line on stderr that has a text.</summary>
        public async Task<string> LineAsync(string text)
        {
            await SeenAsync(text);
            return Messages().Split('\n').First(line => line.Contains(text, StringComparison.Ordinal)).Trim();
        }

        public async Task<Output> EndAsync()
        {
            await Process.WaitForExitAsync(_patience.Token);
            await _listening;
            return new(Process.ExitCode, await _text, Messages());
        }

        /// <summary>Process ids of its trainer children.</summary>
        public int[] Children() =>
            [
                .. System
                    .IO.File.ReadAllText($"/proc/{Process.Id}/task/{Process.Id}/children")
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Concat(
                        Directory
                            .EnumerateDirectories($"/proc/{Process.Id}/task")
                            .SelectMany(task =>
                                System
                                    .IO.File.ReadAllText($"{task}/children")
                                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                            )
                    )
                    .Select(int.Parse)
                    .Distinct(),
            ];

        public async ValueTask DisposeAsync()
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            if (!Process.HasExited)
            {
                Process.Kill(entireProcessTree: true);
                await Process.WaitForExitAsync();
            }

            Process.Dispose();
            _patience.Dispose();
        }

        private TaskCompletionSource _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private Task NextLineAsync() => _line.Task;

        private string Messages()
        {
            lock (_messages)
            {
                return _messages.ToString();
            }
        }

        private async Task ListenAsync()
        {
            while (await Process.StandardError.ReadLineAsync(_patience.Token) is { } line)
            {
                lock (_messages)
                {
                    _messages.AppendLine(line);
                }

                Interlocked.Exchange(ref _line, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
            }
        }
    }
}
