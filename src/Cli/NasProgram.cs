using System.CommandLine;
using Microsoft.Extensions.Options;
using NasCluster.Cli.Commands;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Client;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Silo;

namespace NasCluster.Cli;

/// <summary>The command `nas`: data on stdout, progress and messages on stderr, the exit codes of <see cref="ExitCode"/>.</summary>
internal static class NasProgram
{
    public static RootCommand Root() =>
        new RootCommand("NasCluster: distributed neural architecture search.")
        {
            InitCommand.Create(),
            RunCommand.Create(),
            ListCommand.Create(),
            ShowCommand.Create(),
            CandidatesCommand.Create(),
            LogsCommand.Create(),
            ParetoCommand.Create(),
            PlotCommand.Create(),
            ReportCommand.Create(),
            PredictCommand.Create(),
            StateCommands.Pause(),
            StateCommands.Resume(),
            StateCommands.Cancel(),
            SubmitCommand.Create(),
            WatchCommand.Create(),
            ServeCommand.CreateServe(),
            ServeCommand.CreateWorker(),
            WorkersCommand.Create(),
            DashboardCommand.Create(),
            ScaleCommand.Create(),
            ScoreCommand.Create(),
            SpaceCommand.Create(),
            ZooCommand.Create(),
            CostCommand.Create(),
            ProxiesCommand.Create(),
            ExportCommand.Create(),
            ImportCommand.Create(),
            LatencyCommand.Create(),
            DataCommand.Create(),
            DoctorCommand.Create(),
            MigrateCommand.Create(),
            CompletionCommand.Create(),
            ClusterOptions.Gateway,
            ClusterOptions.Id,
        };

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root().Parse(args);
        // What is completed is not whole yet, and so full of errors.
        if (parsed.Errors.Count > 0 && !IsCompletion(args))
        {
            return Usage(parsed);
        }

        // Ctrl-C is the command's to handle: it pauses what runs before the process ends.
        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        using var interrupt = new Interrupt();
        try
        {
            return await parsed.InvokeAsync(invocation, interrupt.Token);
        }
        catch (Exception e)
        {
            return Report(e, interrupt);
        }
    }

    private static bool IsCompletion(string[] args) =>
        args.Length > 0 && args[0].StartsWith("[suggest", StringComparison.Ordinal);

    private static int Usage(ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
        {
            Messages.Error(NumberText.Problem(error) ?? error.Message);
        }

        Messages.Note(
            $"'nas {parsed.CommandResult.Command.Name} --help' says how it is used.".Replace(
                "nas nas",
                "nas",
                StringComparison.Ordinal
            )
        );
        return ExitCode.BadInput;
    }

    private static int Report(Exception exception, Interrupt interrupt)
    {
        switch (exception)
        {
            case InvalidSpecException invalid:
                foreach (var problem in invalid.Problems)
                {
                    Messages.Error(problem.ToString());
                }

                return ExitCode.BadInput;
            case CommandException command:
                Messages.Error(command.Message);
                return command.Code;
            case OptionsValidationException options:
                foreach (var failure in options.Failures)
                {
                    Messages.Error(failure);
                }

                return ExitCode.BadInput;
            case NasConnectionException or StoreAwayException:
                Messages.Error(exception.Message);
                return ExitCode.ServiceAway;
            case ImportException:
                Messages.Error(exception.Message);
                return ExitCode.BadInput;
            case FileNotFoundException or SiloStartException or StoredDataException:
                Messages.Error(exception.Message);
                return ExitCode.WrongEnvironment;
            case OperationCanceledException when interrupt.Token.IsCancellationRequested:
                return ExitCode.Interrupted;
            default:
                Messages.Error($"Unexpected: {exception.GetType().Name}: {exception.Message}");
                if (Environment.GetEnvironmentVariable("NAS_DEBUG") == "1")
                {
                    Console.Error.WriteLine(exception);
                }

                return ExitCode.Unexpected;
        }
    }
}
