//! `peers`: gives our network to other engines and times them. The command line; the work stands in the other files.
//! No part of the exhibit, and it does not time our own network: `benches/` of the main workspace does.

mod failure;
mod network;
mod onnx;
mod protobuf;
mod tensors;
mod timing;
mod tract;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use lexopt::prelude::*;

use crate::failure::Failure;
use crate::tensors::TensorFile;
use crate::tract::Tract;

const HELP: &str = "\
Gives the exhibit's network to other engines and times them.

Usage: peers <COMMAND>

  write-onnx --model DIR --out FILE   write the network as ONNX, from DIR/weights.safetensors
  tract --onnx FILE [--runs N] [--json] [--check FILE]
                                      time tract on one thread (N is 100 unless said); --json for one line of JSON;
                                      --check compares the embeddings with a reference file instead of timing";

/// Runs unless the command line says otherwise.
const DEFAULT_RUNS: usize = 100;

/// Cosine of two embeddings that are the same but for rounding; half-precision weights alone leave 0.99996.
const LEAST_COSINE: f32 = 0.9999;

fn main() -> ExitCode {
    let outcome = carry_out(lexopt::Parser::from_env());
    // A reader that has gone (`| head`) is no failure of ours.
    match outcome {
        Ok(answer) => {
            drop(writeln!(std::io::stdout(), "{answer}"));
            ExitCode::SUCCESS
        }
        Err(failure) => {
            drop(writeln!(std::io::stderr(), "{failure}"));
            failure.exit_code()
        }
    }
}

/// Carries out what the command line asks for and returns the answer.
fn carry_out(mut line: lexopt::Parser) -> Result<String, Failure> {
    match line.next()? {
        Some(Value(command)) if command == "write-onnx" => write_onnx(line),
        Some(Value(command)) if command == "tract" => run_tract(line),
        Some(Short('h') | Long("help")) => Ok(HELP.into()),
        Some(other) => Err(other.unexpected().into()),
        None => Err(Failure::WrongUse("a command is missing".into())),
    }
}

fn write_onnx(mut line: lexopt::Parser) -> Result<String, Failure> {
    let (mut model, mut out) = (None, None);
    while let Some(argument) = line.next()? {
        match argument {
            Long("model") => model = Some(PathBuf::from(line.value()?)),
            Long("out") => out = Some(PathBuf::from(line.value()?)),
            other => return Err(other.unexpected().into()),
        }
    }
    let [model, out] = [required("--model", model)?, required("--out", out)?];
    let bytes = onnx::write(&TensorFile::read(model.join("weights.safetensors"))?)?;
    fs::write(&out, &bytes)
        .map_err(|error| Failure::new(format!("{}: {error}; name a file in a writable folder", out.display())))?;
    Ok(format!("{}: {} bytes", out.display(), bytes.len()))
}

fn run_tract(mut line: lexopt::Parser) -> Result<String, Failure> {
    let (mut onnx, mut check, mut runs, mut json) = (None, None, DEFAULT_RUNS, false);
    while let Some(argument) = line.next()? {
        match argument {
            Long("onnx") => onnx = Some(PathBuf::from(line.value()?)),
            Long("check") => check = Some(PathBuf::from(line.value()?)),
            Long("runs") => runs = line.value()?.parse()?,
            Long("json") => json = true,
            other => return Err(other.unexpected().into()),
        }
    }
    if runs == 0 {
        return Err(Failure::WrongUse("--runs must be at least 1".into()));
    }
    let tract = Tract::load(&required("--onnx", onnx)?)?;
    if let Some(check) = check {
        let reference = TensorFile::read(check)?;
        let cosine = tract.smallest_cosine(&reference)?;
        let found = format!("smallest cosine with {} is {cosine:.6}", reference.path().display());
        // Written so that a cosine that is not a number fails too.
        return if cosine > LEAST_COSINE { Ok(found) } else { Err(Failure::new(format!("{found}: another network"))) };
    }
    let timing = tract.time(runs)?;
    Ok(if json { timing.json() } else { timing.to_string() })
}

fn required(flag: &str, value: Option<PathBuf>) -> Result<PathBuf, Failure> {
    value.ok_or_else(|| Failure::WrongUse(format!("{flag} is missing")))
}
